"""A small cluster to score: a table that uses every kind of formula, and the acts and results around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from kernel.aggregate import Act, identity
from kernel.explanation import Text
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.material import Promise, SignedCovenant
from services.scoring.domain.parameters import (
    Band,
    Boolean,
    DeductPerPercent,
    FixedBonus,
    Formula,
    Gate,
    Inverse,
    LatePenalty,
    Measure,
    OverfulfilBonus,
    Parameters,
    ProportionalCapped,
    Step,
    StepRange,
)
from services.scoring.domain.result_sheet import Cell, Evidence, EvidenceKind
from services.scoring.domain.scheme import (
    Accumulation,
    ClassBand,
    Criterion,
    Group,
    Indicator,
    Pace,
    Scheme,
    Target,
    TargetSource,
)

ROOT = UUID("11111111-1111-1111-1111-111111111111")
CLUSTER = identity("cluster", "2024/VII")
MOVEMENT = identity("movement", "TDTX-2024")
UNITS = tuple(identity("unit", f"BHXH-{code}") for code in ("62", "64", "66", "67", "68"))
COLLECTIONS = identity("unit", "TW-THU")
HEALTH = identity("unit", "TW-CSYT")

COVENANT = Target(TargetSource.COVENANT)
PRO_RATA = Target(TargetSource.COVENANT, pace=Pace.PRO_RATA)


def dec(text: str | int) -> Decimal:
    return Decimal(text)


def act(day: str = "2024-07-05", actor: str = "head") -> Act:
    moment = datetime.fromisoformat(f"{day}T08:00:00+07:00").astimezone(UTC)
    return Act(actor, moment, moment, uuid5(ROOT, day))


def event_named(name: str) -> UUID:
    return uuid5(ROOT, name)


def named(code: str) -> Text:
    return Text(f"Tiêu chí {code}", f"Criterion {code}")


def measured(code: str, maximum: str | None = None, *, whole: bool = False) -> Indicator:
    return Indicator(code, named(code), "%", dec(0), None if maximum is None else dec(maximum), whole)


def criterion(
    code: str,
    parameters: Parameters,
    points: str,
    group: Group = Group.CONTENT,
    target: Target | None = None,
) -> Criterion:
    formula = Formula.of(parameters)
    return Criterion(code, named(code), group, dec(points), code, formula, target=target or Target())


STEPS = Step((StepRange(dec(0), None, dec(95)), StepRange(dec(40), dec(95), dec(98)), StepRange(dec(50), dec(98))))

CRITERIA = (
    replace(
        criterion("SI", ProportionalCapped(), "300", target=COVENANT),
        department_id=COLLECTIONS,
    ),
    replace(criterion("HI", DeductPerPercent(dec(8)), "250", target=COVENANT), department_id=HEALTH),
    replace(
        criterion("PAID", ProportionalCapped(), "200", target=PRO_RATA),
        accumulation=Accumulation.SUM,
        department_id=COLLECTIONS,
    ),
    criterion("DEBT", Inverse(), "80", target=COVENANT),
    criterion("SPENT", Band(dec(2), dec(4), dec(95), dec(101)), "40"),
    criterion("ONTIME", STEPS, "50"),
    criterion("REVIEW", Boolean(), "30"),
    replace(
        criterion("PAID_OVER", OverfulfilBonus(dec(4), whole=True), "30", Group.BONUS, PRO_RATA),
        indicator="PAID",
        accumulation=Accumulation.SUM,
    ),
    criterion("FLAGS", FixedBonus(dec(15)), "30", Group.BONUS),
    replace(
        criterion("LATE", LatePenalty(dec(2)), "20", Group.PENALTY),
        accumulation=Accumulation.SUM,
    ),
    criterion("INQUIRY", Gate(bars_when=True), "0", Group.GATE),
)

SCHEME = Scheme(
    indicators=(
        measured("SI"),
        measured("HI", "100"),
        measured("PAID"),
        measured("DEBT", "100"),
        measured("SPENT", "200"),
        measured("ONTIME", "100"),
        measured("REVIEW", "1", whole=True),
        measured("FLAGS", "3", whole=True),
        measured("LATE", whole=True),
        measured("INQUIRY", "1", whole=True),
    ),
    criteria=CRITERIA,
    content_total=dec(950),
    bonus_cap=dec(50),
    ties=("SI", "HI"),
    classes=(
        ClassBand("EXCELLENT", named("EXCELLENT"), dec(900)),
        ClassBand("GOOD", named("GOOD"), dec(700)),
    ),
)

TABLE = SignedTable(event_named("table"), 2, event_named("table signed"), SCHEME)

COVENANT_SIGNED = SignedCovenant(
    covenant_id=event_named("covenant"),
    event=event_named("covenant signed"),
    signed_on=date(2024, 3, 20),
    late=False,
    promises=(
        Promise("SI", "HIGHER", dec(1000)),
        Promise("HI", "HIGHER", dec("94.10")),
        Promise("PAID", "HIGHER", dec(400)),
        Promise("DEBT", "LOWER", dec("2.5")),
    ),
)


def cell(indicator: str, value: str | int | None) -> Cell:
    return Cell(indicator, None if value is None else dec(value), Evidence(EvidenceKind.SYNTHETIC, "seed 1"))


def scheme_with(code: str, /, **changes: object) -> Scheme:
    """The example table with one criterion changed."""
    changed = tuple(replace(each, **changes) if each.code == code else each for each in CRITERIA)  # type: ignore[arg-type]
    return replace(SCHEME, criteria=changed)


def measure_percent(step: Step) -> Step:
    return replace(step, measure=Measure.PERCENT_OF_TARGET)
