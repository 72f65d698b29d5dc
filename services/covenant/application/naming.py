"""What a question's arguments name: a unit, a block or cluster, a movement; refused where there is none."""

from __future__ import annotations

from collections.abc import Mapping

from kernel.naming import Kind
from services.covenant.domain.refusals.clusters import UnknownCluster
from services.covenant.domain.refusals.movements import UnknownMovement
from services.covenant.domain.refusals.units import UnknownUnit
from services.covenant.views.clusters import CLUSTERS
from services.covenant.views.movements import MOVEMENTS
from services.covenant.views.units import UNITS

UNIT = Kind("unit", UNITS, lambda given, fields: UnknownUnit(unit=given, fields=fields))
CLUSTER = Kind("cluster", CLUSTERS, lambda given, fields: UnknownCluster(cluster=given, fields=fields))
MOVEMENT = Kind("movement", MOVEMENTS, lambda given, fields: UnknownMovement(movement=given, fields=fields))
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("unit", "parent", "province", "organiser", "member"), UNIT),
    **dict.fromkeys(("responsible", "inspector", "inspected"), UNIT),
    "cluster": CLUSTER,
    "movement": MOVEMENT,
}
