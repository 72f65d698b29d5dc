from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class UnitEstablished(_message.Message):
    __slots__ = ("unit_id", "code", "name", "kind", "parent_id", "established_on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    ESTABLISHED_ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    code: str
    name: str
    kind: str
    parent_id: str
    established_on: str
    def __init__(self, unit_id: _Optional[str] = ..., code: _Optional[str] = ..., name: _Optional[str] = ..., kind: _Optional[str] = ..., parent_id: _Optional[str] = ..., established_on: _Optional[str] = ...) -> None: ...

class UnitRenamed(_message.Message):
    __slots__ = ("unit_id", "name", "renamed_on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    RENAMED_ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    name: str
    renamed_on: str
    def __init__(self, unit_id: _Optional[str] = ..., name: _Optional[str] = ..., renamed_on: _Optional[str] = ...) -> None: ...

class UnitMoved(_message.Message):
    __slots__ = ("unit_id", "parent_id", "moved_on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    MOVED_ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    parent_id: str
    moved_on: str
    def __init__(self, unit_id: _Optional[str] = ..., parent_id: _Optional[str] = ..., moved_on: _Optional[str] = ...) -> None: ...

class UnitMerged(_message.Message):
    __slots__ = ("unit_id", "into_id", "merged_on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    INTO_ID_FIELD_NUMBER: _ClassVar[int]
    MERGED_ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    into_id: str
    merged_on: str
    def __init__(self, unit_id: _Optional[str] = ..., into_id: _Optional[str] = ..., merged_on: _Optional[str] = ...) -> None: ...

class UnitDissolved(_message.Message):
    __slots__ = ("unit_id", "dissolved_on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    DISSOLVED_ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    dissolved_on: str
    def __init__(self, unit_id: _Optional[str] = ..., dissolved_on: _Optional[str] = ...) -> None: ...

class ClusterFormed(_message.Message):
    __slots__ = ("cluster_id", "code", "name", "kind", "owner_id", "formed_on")
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    FORMED_ON_FIELD_NUMBER: _ClassVar[int]
    cluster_id: str
    code: str
    name: str
    kind: str
    owner_id: str
    formed_on: str
    def __init__(self, cluster_id: _Optional[str] = ..., code: _Optional[str] = ..., name: _Optional[str] = ..., kind: _Optional[str] = ..., owner_id: _Optional[str] = ..., formed_on: _Optional[str] = ...) -> None: ...

class MembershipListIssued(_message.Message):
    __slots__ = ("cluster_id", "document", "effective_from", "members")
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    cluster_id: str
    document: str
    effective_from: str
    members: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, cluster_id: _Optional[str] = ..., document: _Optional[str] = ..., effective_from: _Optional[str] = ..., members: _Optional[_Iterable[str]] = ...) -> None: ...

class OfficersElected(_message.Message):
    __slots__ = ("cluster_id", "term_year", "head_unit_id", "deputy_unit_id", "elected_on")
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    TERM_YEAR_FIELD_NUMBER: _ClassVar[int]
    HEAD_UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    DEPUTY_UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ELECTED_ON_FIELD_NUMBER: _ClassVar[int]
    cluster_id: str
    term_year: int
    head_unit_id: str
    deputy_unit_id: str
    elected_on: str
    def __init__(self, cluster_id: _Optional[str] = ..., term_year: _Optional[int] = ..., head_unit_id: _Optional[str] = ..., deputy_unit_id: _Optional[str] = ..., elected_on: _Optional[str] = ...) -> None: ...

class ClusterDisbanded(_message.Message):
    __slots__ = ("cluster_id", "disbanded_on")
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    DISBANDED_ON_FIELD_NUMBER: _ClassVar[int]
    cluster_id: str
    disbanded_on: str
    def __init__(self, cluster_id: _Optional[str] = ..., disbanded_on: _Optional[str] = ...) -> None: ...

class MovementLaunched(_message.Message):
    __slots__ = ("movement_id", "code", "kind", "theme", "period_from", "period_to", "covenant_signing_by", "registration_by", "organiser_id", "launched_on", "rulebook")
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    THEME_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FROM_FIELD_NUMBER: _ClassVar[int]
    PERIOD_TO_FIELD_NUMBER: _ClassVar[int]
    COVENANT_SIGNING_BY_FIELD_NUMBER: _ClassVar[int]
    REGISTRATION_BY_FIELD_NUMBER: _ClassVar[int]
    ORGANISER_ID_FIELD_NUMBER: _ClassVar[int]
    LAUNCHED_ON_FIELD_NUMBER: _ClassVar[int]
    RULEBOOK_FIELD_NUMBER: _ClassVar[int]
    movement_id: str
    code: str
    kind: str
    theme: str
    period_from: str
    period_to: str
    covenant_signing_by: str
    registration_by: str
    organiser_id: str
    launched_on: str
    rulebook: str
    def __init__(self, movement_id: _Optional[str] = ..., code: _Optional[str] = ..., kind: _Optional[str] = ..., theme: _Optional[str] = ..., period_from: _Optional[str] = ..., period_to: _Optional[str] = ..., covenant_signing_by: _Optional[str] = ..., registration_by: _Optional[str] = ..., organiser_id: _Optional[str] = ..., launched_on: _Optional[str] = ..., rulebook: _Optional[str] = ...) -> None: ...

class MovementClosed(_message.Message):
    __slots__ = ("movement_id", "closed_on")
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CLOSED_ON_FIELD_NUMBER: _ClassVar[int]
    movement_id: str
    closed_on: str
    def __init__(self, movement_id: _Optional[str] = ..., closed_on: _Optional[str] = ...) -> None: ...

class Target(_message.Message):
    __slots__ = ("indicator", "name", "unit_of_measure", "direction", "value", "upper")
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    UNIT_OF_MEASURE_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UPPER_FIELD_NUMBER: _ClassVar[int]
    indicator: str
    name: str
    unit_of_measure: str
    direction: str
    value: str
    upper: str
    def __init__(self, indicator: _Optional[str] = ..., name: _Optional[str] = ..., unit_of_measure: _Optional[str] = ..., direction: _Optional[str] = ..., value: _Optional[str] = ..., upper: _Optional[str] = ...) -> None: ...

class CovenantSigned(_message.Message):
    __slots__ = ("covenant_id", "unit_id", "movement_id", "signed_on", "deadline", "late", "targets")
    COVENANT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    SIGNED_ON_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    covenant_id: str
    unit_id: str
    movement_id: str
    signed_on: str
    deadline: str
    late: bool
    targets: _containers.RepeatedCompositeFieldContainer[Target]
    def __init__(self, covenant_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., signed_on: _Optional[str] = ..., deadline: _Optional[str] = ..., late: _Optional[bool] = ..., targets: _Optional[_Iterable[_Union[Target, _Mapping]]] = ...) -> None: ...

class CovenantAmended(_message.Message):
    __slots__ = ("covenant_id", "unit_id", "movement_id", "edition", "amended_on", "reason", "targets")
    COVENANT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    AMENDED_ON_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    covenant_id: str
    unit_id: str
    movement_id: str
    edition: int
    amended_on: str
    reason: str
    targets: _containers.RepeatedCompositeFieldContainer[Target]
    def __init__(self, covenant_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., edition: _Optional[int] = ..., amended_on: _Optional[str] = ..., reason: _Optional[str] = ..., targets: _Optional[_Iterable[_Union[Target, _Mapping]]] = ...) -> None: ...

class TitleRegistration(_message.Message):
    __slots__ = ("title", "holder", "person_code")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    PERSON_CODE_FIELD_NUMBER: _ClassVar[int]
    title: str
    holder: str
    person_code: str
    def __init__(self, title: _Optional[str] = ..., holder: _Optional[str] = ..., person_code: _Optional[str] = ...) -> None: ...

class TitlesRegistered(_message.Message):
    __slots__ = ("covenant_id", "unit_id", "movement_id", "registrations", "registered_on", "deadline", "late")
    COVENANT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    REGISTRATIONS_FIELD_NUMBER: _ClassVar[int]
    REGISTERED_ON_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    covenant_id: str
    unit_id: str
    movement_id: str
    registrations: _containers.RepeatedCompositeFieldContainer[TitleRegistration]
    registered_on: str
    deadline: str
    late: bool
    def __init__(self, covenant_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., registrations: _Optional[_Iterable[_Union[TitleRegistration, _Mapping]]] = ..., registered_on: _Optional[str] = ..., deadline: _Optional[str] = ..., late: _Optional[bool] = ...) -> None: ...

class TitleWithdrawn(_message.Message):
    __slots__ = ("covenant_id", "unit_id", "movement_id", "registration")
    COVENANT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    REGISTRATION_FIELD_NUMBER: _ClassVar[int]
    covenant_id: str
    unit_id: str
    movement_id: str
    registration: TitleRegistration
    def __init__(self, covenant_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., registration: _Optional[_Union[TitleRegistration, _Mapping]] = ...) -> None: ...

class RegistrationSetSubmitted(_message.Message):
    __slots__ = ("set_id", "cluster_id", "movement_id", "submitted_on", "signed", "late", "unsigned", "unregistered")
    SET_ID_FIELD_NUMBER: _ClassVar[int]
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_ON_FIELD_NUMBER: _ClassVar[int]
    SIGNED_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    UNSIGNED_FIELD_NUMBER: _ClassVar[int]
    UNREGISTERED_FIELD_NUMBER: _ClassVar[int]
    set_id: str
    cluster_id: str
    movement_id: str
    submitted_on: str
    signed: _containers.RepeatedScalarFieldContainer[str]
    late: _containers.RepeatedScalarFieldContainer[str]
    unsigned: _containers.RepeatedScalarFieldContainer[str]
    unregistered: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, set_id: _Optional[str] = ..., cluster_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., submitted_on: _Optional[str] = ..., signed: _Optional[_Iterable[str]] = ..., late: _Optional[_Iterable[str]] = ..., unsigned: _Optional[_Iterable[str]] = ..., unregistered: _Optional[_Iterable[str]] = ...) -> None: ...

class InspectionOpened(_message.Message):
    __slots__ = ("inspection_id", "code", "kind", "cluster_id", "inspector_id", "inspected_id", "period", "opened_on")
    INSPECTION_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    INSPECTOR_ID_FIELD_NUMBER: _ClassVar[int]
    INSPECTED_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    OPENED_ON_FIELD_NUMBER: _ClassVar[int]
    inspection_id: str
    code: str
    kind: str
    cluster_id: str
    inspector_id: str
    inspected_id: str
    period: str
    opened_on: str
    def __init__(self, inspection_id: _Optional[str] = ..., code: _Optional[str] = ..., kind: _Optional[str] = ..., cluster_id: _Optional[str] = ..., inspector_id: _Optional[str] = ..., inspected_id: _Optional[str] = ..., period: _Optional[str] = ..., opened_on: _Optional[str] = ...) -> None: ...

class InspectionFindingRecorded(_message.Message):
    __slots__ = ("inspection_id", "number", "severity", "recorded_on", "due_on")
    INSPECTION_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    RECORDED_ON_FIELD_NUMBER: _ClassVar[int]
    DUE_ON_FIELD_NUMBER: _ClassVar[int]
    inspection_id: str
    number: int
    severity: str
    recorded_on: str
    due_on: str
    def __init__(self, inspection_id: _Optional[str] = ..., number: _Optional[int] = ..., severity: _Optional[str] = ..., recorded_on: _Optional[str] = ..., due_on: _Optional[str] = ...) -> None: ...

class InspectionRemedyConfirmed(_message.Message):
    __slots__ = ("inspection_id", "number", "confirmed_on")
    INSPECTION_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_ON_FIELD_NUMBER: _ClassVar[int]
    inspection_id: str
    number: int
    confirmed_on: str
    def __init__(self, inspection_id: _Optional[str] = ..., number: _Optional[int] = ..., confirmed_on: _Optional[str] = ...) -> None: ...

class InspectionFindingWithdrawn(_message.Message):
    __slots__ = ("inspection_id", "number", "reason", "withdrawn_on")
    INSPECTION_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_ON_FIELD_NUMBER: _ClassVar[int]
    inspection_id: str
    number: int
    reason: str
    withdrawn_on: str
    def __init__(self, inspection_id: _Optional[str] = ..., number: _Optional[int] = ..., reason: _Optional[str] = ..., withdrawn_on: _Optional[str] = ...) -> None: ...

class MovementStanding(_message.Message):
    __slots__ = ("unit_id", "planned", "reached", "not_reached", "no_figure", "unreviewed", "unconfirmed", "finished_in")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    PLANNED_FIELD_NUMBER: _ClassVar[int]
    REACHED_FIELD_NUMBER: _ClassVar[int]
    NOT_REACHED_FIELD_NUMBER: _ClassVar[int]
    NO_FIGURE_FIELD_NUMBER: _ClassVar[int]
    UNREVIEWED_FIELD_NUMBER: _ClassVar[int]
    UNCONFIRMED_FIELD_NUMBER: _ClassVar[int]
    FINISHED_IN_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    planned: int
    reached: int
    not_reached: int
    no_figure: int
    unreviewed: int
    unconfirmed: int
    finished_in: int
    def __init__(self, unit_id: _Optional[str] = ..., planned: _Optional[int] = ..., reached: _Optional[int] = ..., not_reached: _Optional[int] = ..., no_figure: _Optional[int] = ..., unreviewed: _Optional[int] = ..., unconfirmed: _Optional[int] = ..., finished_in: _Optional[int] = ...) -> None: ...

class MovementReviewFrozen(_message.Message):
    __slots__ = ("movement_id", "through", "edition", "frozen_on", "reason", "standings")
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    THROUGH_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    FROZEN_ON_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    STANDINGS_FIELD_NUMBER: _ClassVar[int]
    movement_id: str
    through: int
    edition: int
    frozen_on: str
    reason: str
    standings: _containers.RepeatedCompositeFieldContainer[MovementStanding]
    def __init__(self, movement_id: _Optional[str] = ..., through: _Optional[int] = ..., edition: _Optional[int] = ..., frozen_on: _Optional[str] = ..., reason: _Optional[str] = ..., standings: _Optional[_Iterable[_Union[MovementStanding, _Mapping]]] = ...) -> None: ...
