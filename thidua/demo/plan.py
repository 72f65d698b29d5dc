"""The plan of a national year: a pure function of year, seed and sample data, so that a seed gives the same year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from kernel.aggregate import identity
from regulations.rulebook import Rulebook, Rulebooks
from thidua.demo.calendar import Calendar
from thidua.demo.draws import Draws
from thidua.demo.organisation import DISTRICT_PROVINCES, Organisation, UnitPlan, office, organise
from thidua.demo.results import Figures
from thidua.samples.records import Samples

LATE = {"province": 4, "district": 3}
UNSIGNED = {"province": 2, "district": 1}
KINDS = {"head_office": "block", "province": "cluster", "district": "district_cluster"}
"""In which kind of cluster a unit competes."""
TITLES = {
    "head_office": ("CO_BHXH", "TTLDXS"),
    "province": ("CO_CHINH_PHU", "CO_BHXH", "TTLDXS"),
    "district": ("TTLDXS", "GIAY_KHEN"),
}
"""What a unit of each level registers to aim at."""
COUNCIL_SIZE = 15


@dataclass(frozen=True)
class Plan:
    """Everything the demonstration will do that does not depend on what the services answer."""

    year: int
    seed: int
    organisation: Organisation
    figures: Figures
    draws: Draws
    calendar: Calendar
    rulebooks: Rulebooks

    @classmethod
    def make(cls, year: int, seed: int, samples: Samples, rulebooks: Rulebooks) -> Plan:
        """The plan of a year."""
        draws, calendar = Draws(year, seed), Calendar(year)
        return cls(year, seed, organise(samples), Figures(samples, draws), draws, calendar, rulebooks)

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force when the movement is launched."""
        return self.rulebooks.at(self.calendar.launched)

    @property
    def movement(self) -> str:
        """The code of the year's movement; a seed other than the default has its own, beside it on the same store."""
        return f"TDTX-{self.year}" if self.seed == DEFAULT_SEED else f"TDTX-{self.year}-{self.seed}"

    @property
    def movement_id(self) -> UUID:
        """Known before it exists: made from the code."""
        return identity("movement", self.movement)

    @cached_property
    def competitors(self) -> tuple[UnitPlan, ...]:
        """Every unit that signs a covenant: all but the agency itself."""
        return self.organisation.units[1:]

    @cached_property
    def late(self) -> frozenset[str]:
        """Units that sign after the deadline."""
        return frozenset(code for kind, count in LATE.items() for code in self._picked(kind, count, "late"))

    @cached_property
    def unsigned(self) -> frozenset[str]:
        """Units that never sign."""
        return frozenset(code for kind, count in UNSIGNED.items() for code in self._picked(kind, count, "unsigned"))

    def _picked(self, kind: str, count: int, why: str) -> tuple[str, ...]:
        """One order drawn for both, from its two ends, so that nobody is late and unsigned at once."""
        codes = [unit.code for unit in self.organisation.of_kind(kind)]
        order = sorted(codes, key=lambda code: self.draws.unit_interval(code, "signing"))
        return tuple(order[:count] if why == "late" else order[-count:])

    def signed_on(self, unit: UnitPlan) -> str:
        """The effective day of a unit's signature, as the services take it."""
        day = self.calendar.signed_late if unit.code in self.late else self.calendar.signed
        return day.isoformat()

    @property
    def district_provinces(self) -> tuple[str, ...]:
        """The unit codes of the provinces whose districts take part."""
        return tuple(office(code) for code in DISTRICT_PROVINCES)

    def in_favour(self, voter: str, candidate: str, meeting: str) -> bool:
        """How a voter votes: most are for the candidate."""
        return self.draws.unit_interval(voter, candidate, meeting) < self.draws.between("0.90", "0.99", meeting)

    def absent(self, voters: Sequence[str], meeting: str) -> frozenset[str]:
        """Who stays away: at most one in five, so that there is a quorum."""
        count = self.draws.whole(0, len(voters) // 5, meeting, "absent")
        return frozenset(self.draws.some(voters, count, meeting, "who"))


DEFAULT_SEED = 1
