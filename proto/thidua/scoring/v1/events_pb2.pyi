from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ScoreTableSigned(_message.Message):
    __slots__ = ("table_id", "cluster_id", "movement_id", "version", "signed_on", "content_total", "bonus_cap", "digest", "rulebook")
    TABLE_ID_FIELD_NUMBER: _ClassVar[int]
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SIGNED_ON_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TOTAL_FIELD_NUMBER: _ClassVar[int]
    BONUS_CAP_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    RULEBOOK_FIELD_NUMBER: _ClassVar[int]
    table_id: str
    cluster_id: str
    movement_id: str
    version: int
    signed_on: str
    content_total: str
    bonus_cap: str
    digest: str
    rulebook: str
    def __init__(self, table_id: _Optional[str] = ..., cluster_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., version: _Optional[int] = ..., signed_on: _Optional[str] = ..., content_total: _Optional[str] = ..., bonus_cap: _Optional[str] = ..., digest: _Optional[str] = ..., rulebook: _Optional[str] = ...) -> None: ...

class EditionFrozen(_message.Message):
    __slots__ = ("board_id", "cluster_id", "movement_id", "period", "period_kind", "no", "frozen_on", "table_id", "table_version", "digest", "reason", "rulebook", "rows")
    BOARD_ID_FIELD_NUMBER: _ClassVar[int]
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    PERIOD_KIND_FIELD_NUMBER: _ClassVar[int]
    NO_FIELD_NUMBER: _ClassVar[int]
    FROZEN_ON_FIELD_NUMBER: _ClassVar[int]
    TABLE_ID_FIELD_NUMBER: _ClassVar[int]
    TABLE_VERSION_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RULEBOOK_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    board_id: str
    cluster_id: str
    movement_id: str
    period: str
    period_kind: str
    no: int
    frozen_on: str
    table_id: str
    table_version: int
    digest: str
    reason: str
    rulebook: str
    rows: _containers.RepeatedCompositeFieldContainer[BoardRow]
    def __init__(self, board_id: _Optional[str] = ..., cluster_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., period: _Optional[str] = ..., period_kind: _Optional[str] = ..., no: _Optional[int] = ..., frozen_on: _Optional[str] = ..., table_id: _Optional[str] = ..., table_version: _Optional[int] = ..., digest: _Optional[str] = ..., reason: _Optional[str] = ..., rulebook: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[BoardRow, _Mapping]]] = ...) -> None: ...

class BoardRow(_message.Message):
    __slots__ = ("unit_id", "state", "rank", "score", "classification", "prize", "missing", "barred_by", "like_group", "overrides")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    CLASSIFICATION_FIELD_NUMBER: _ClassVar[int]
    PRIZE_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    BARRED_BY_FIELD_NUMBER: _ClassVar[int]
    LIKE_GROUP_FIELD_NUMBER: _ClassVar[int]
    OVERRIDES_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    state: str
    rank: int
    score: str
    classification: str
    prize: str
    missing: int
    barred_by: _containers.RepeatedScalarFieldContainer[str]
    like_group: LikeGroup
    overrides: Overrides
    def __init__(self, unit_id: _Optional[str] = ..., state: _Optional[str] = ..., rank: _Optional[int] = ..., score: _Optional[str] = ..., classification: _Optional[str] = ..., prize: _Optional[str] = ..., missing: _Optional[int] = ..., barred_by: _Optional[_Iterable[str]] = ..., like_group: _Optional[_Union[LikeGroup, _Mapping]] = ..., overrides: _Optional[_Union[Overrides, _Mapping]] = ...) -> None: ...

class LikeGroup(_message.Message):
    __slots__ = ("code", "name", "name_en")
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NAME_EN_FIELD_NUMBER: _ClassVar[int]
    code: str
    name: str
    name_en: str
    def __init__(self, code: _Optional[str] = ..., name: _Optional[str] = ..., name_en: _Optional[str] = ...) -> None: ...

class Overrides(_message.Message):
    __slots__ = ("by_assessor",)
    BY_ASSESSOR_FIELD_NUMBER: _ClassVar[int]
    by_assessor: _containers.RepeatedCompositeFieldContainer[Override]
    def __init__(self, by_assessor: _Optional[_Iterable[_Union[Override, _Mapping]]] = ...) -> None: ...

class Override(_message.Message):
    __slots__ = ("assessor", "cells", "points")
    ASSESSOR_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    assessor: str
    cells: int
    points: str
    def __init__(self, assessor: _Optional[str] = ..., cells: _Optional[int] = ..., points: _Optional[str] = ...) -> None: ...
