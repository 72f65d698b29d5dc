"""What can be done with the nomination service: one method a command, each loads, decides and saves."""

from __future__ import annotations

from kernel.store import Store
from regulations.calendar import Calendar
from regulations.rulebook import Rulebooks
from services.nomination.application.aims import AimCommands
from services.nomination.application.assessments import Assessments
from services.nomination.application.box_keys import BoxKeys
from services.nomination.application.commendations import CommendationCommands
from services.nomination.application.confirmations import ConfirmationCommands
from services.nomination.application.decisions import DecisionCommands
from services.nomination.application.dossiers import DossierCommands
from services.nomination.application.good_examples import GoodExampleCommands
from services.nomination.application.mandates import MandateCommands
from services.nomination.application.medals import MedalCommands
from services.nomination.application.merit_files import MeritCommands
from services.nomination.application.naming import Naming
from services.nomination.application.nominations import NominationCommands
from services.nomination.application.objections import ObjectionCommands
from services.nomination.application.quota_lines import QuotaCommands
from services.nomination.application.rotation import RotationQueries
from services.nomination.application.sessions import SessionCommands


class NominationApplication:
    """The commands of the service by subject, over one store, the rules of all eras and the keys of ballot boxes."""

    def __init__(self, store: Store, rulebooks: Rulebooks, keys: BoxKeys) -> None:
        self.store = store
        self.naming = Naming(store, rulebooks)
        self.merit = MeritCommands(store, rulebooks)
        self.assessments = Assessments(store, rulebooks)
        calendar = Calendar.load()
        self.nominations = NominationCommands(store, rulebooks, calendar)
        self.sessions = SessionCommands(store, rulebooks, keys)
        self.mandates = MandateCommands(store)
        self.objections = ObjectionCommands(store)
        self.dossiers = DossierCommands(store, rulebooks, calendar)
        self.commendations = CommendationCommands(store, rulebooks, calendar)
        self.quota_lines = QuotaCommands(store, rulebooks)
        self.decisions = DecisionCommands(store, rulebooks)
        self.rotation = RotationQueries(store)
        self.confirmations = ConfirmationCommands(store, rulebooks)
        self.medals = MedalCommands(store, rulebooks, self.confirmations)
        self.good_examples = GoodExampleCommands(store)
        self.aims = AimCommands(store, rulebooks)


__all__ = ["NominationApplication"]
