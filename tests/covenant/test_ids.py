"""The ids of the covenant service's streams: of natural keys, the same for good: logs hold them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from services.covenant.domain.amendment import Amendment
from services.covenant.domain.bylaws import OperatingRules
from services.covenant.domain.cascade import MovementTargets
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.district_grouping import DistrictGrouping
from services.covenant.domain.inspection import Inspection
from services.covenant.domain.movement import Movement
from services.covenant.domain.movement_review import MovementReview
from services.covenant.domain.programme import Programme
from services.covenant.domain.registration_set import RegistrationSet
from services.covenant.domain.reminder import Matter, MatterKind, Reminder, Shortfall
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.unit import Unit
from services.covenant.domain.year_review import YearReview

A, B = (UUID(int=number) for number in (1, 2))


@pytest.mark.parametrize(
    ("made", "agreed"),
    [
        (lambda: Amendment.id_for(A, 2), "8b0e354c-a294-57d2-aa54-eeb365cd5a86"),
        (lambda: OperatingRules.id_for(A), "92ba4879-8a2d-5f9d-974a-2c8ba2b15942"),
        (lambda: MovementTargets.id_for(A), "630c792e-4cf0-58e5-9b94-5798da99171b"),
        (lambda: Cluster.id_for("CUM-01"), "12ea9313-959c-5b9c-b2f8-60d386bf36d0"),
        (lambda: Covenant.id_for(A, B), "c8f3d88b-edf7-56e4-b297-e048a13e5bb8"),
        (lambda: DistrictGrouping.id_for(A, "PA-1"), "98c46698-125e-5e1d-bd39-65f1f53f2384"),
        (lambda: Inspection.id_for(A, "KT-01"), "fbfe39bf-fa6e-5423-9ad8-cc1d405d877c"),
        (lambda: Movement.id_for("TDTX-2024"), "f7f0b217-a814-5c7b-a9b3-aeac11a471d9"),
        (lambda: MovementReview.id_for(A, 2017), "f60b7516-baeb-5980-aa10-8a4f8f996342"),
        (lambda: Programme.id_for(A, 2024), "e284caf0-4fe2-5d10-b0ba-863d24470b50"),
        (lambda: RegistrationSet.id_for(A, B), "b990a296-2e05-5663-9f1e-f7d16bf6f453"),
        (lambda: TargetPlan.id_for(A), "bb5123b9-3e03-5a3f-bfea-c525cc9868e9"),
        (lambda: Unit.id_for("BHXH-68"), "ea54466d-0d3c-5a82-b49c-c4b8121edd51"),
        (lambda: YearReview.id_for(A, 2017), "598697cb-3874-5586-94fc-2b753e7b592c"),
        (
            lambda: Reminder.id_for(
                Matter(MatterKind.PLAN_ITEM, A, "TD-01", Shortfall.LATE, date(2024, 4, 5), B, None, None),
                date(2024, 4, 8),
            ),
            "9dd67baa-6f52-5dbf-be93-432a00a375d6",
        ),
    ],
)
def test_an_id_is_made_of_the_whole_natural_key_and_stays(made: Callable[[], UUID], agreed: str) -> None:
    assert made() == UUID(agreed)
