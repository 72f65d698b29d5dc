"""What can be done with the covenant service: one method a command, each loads, decides and saves."""

from __future__ import annotations

from kernel.naming import Naming
from kernel.store import Store
from regulations.rulebook import Rulebooks
from services.covenant.application.amendments import AmendmentCommands
from services.covenant.application.cascades import CascadeCommands
from services.covenant.application.clusters import ClusterCommands
from services.covenant.application.covenants import CovenantCommands
from services.covenant.application.groupings import GroupingCommands
from services.covenant.application.inspections import InspectionCommands
from services.covenant.application.movements import MovementCommands
from services.covenant.application.naming import KINDS
from services.covenant.application.operating_rules import OperatingRulesCommands
from services.covenant.application.plans import PlanCommands
from services.covenant.application.programmes import ProgrammeCommands
from services.covenant.application.registration_sets import RegistrationSetCommands
from services.covenant.application.reminders import ReminderCommands
from services.covenant.application.rules import RuleQueries
from services.covenant.application.target_loading import TargetLoading
from services.covenant.application.units import UnitCommands
from services.covenant.application.years import YearCommands


class CovenantApplication:
    """The commands of the service by subject, over one store and the rules of all eras."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self.store = store
        self.naming = Naming(store, KINDS)
        self.units = UnitCommands(store)
        self.clusters = ClusterCommands(store, rulebooks)
        self.movements = MovementCommands(store, rulebooks)
        self.covenants = CovenantCommands(store, rulebooks)
        self.amendments = AmendmentCommands(store)
        self.rules = RuleQueries(rulebooks)
        self.registration_sets = RegistrationSetCommands(store)
        self.operating_rules = OperatingRulesCommands(store)
        self.programmes = ProgrammeCommands(store)
        self.inspections = InspectionCommands(store)
        self.cascades = CascadeCommands(store)
        self.groupings = GroupingCommands(store, rulebooks, self.clusters)
        self.plans = PlanCommands(store)
        self.target_loading = TargetLoading(store)
        self.years = YearCommands(store, rulebooks)
        self.reminders = ReminderCommands(store)


__all__ = ["CovenantApplication"]
