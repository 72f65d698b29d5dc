"""What a question's arguments name: a unit, a block or cluster, a movement; refused where nobody has told of it."""

from __future__ import annotations

from collections.abc import Mapping

from kernel.naming import Kind
from services.scoring.domain.refusals.subjects import UnknownCluster, UnknownMovement, UnknownUnit
from services.scoring.views.organisation import CLUSTERS, MOVEMENTS, UNITS

UNIT = Kind("unit", UNITS, lambda given, fields: UnknownUnit(unit=given, fields=fields))
CLUSTER = Kind("cluster", CLUSTERS, lambda given, fields: UnknownCluster(cluster=given, fields=fields))
MOVEMENT = Kind("movement", MOVEMENTS, lambda given, fields: UnknownMovement(movement=given, fields=fields))
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("unit", "unit_id"), UNIT),
    **dict.fromkeys(("cluster", "cluster_id"), CLUSTER),
    **dict.fromkeys(("movement", "movement_id"), MOVEMENT),
}
