from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NominationAccepted(_message.Message):
    __slots__ = ("nomination_id", "title", "unit_id", "movement_id", "cluster_id", "edition_no", "rank", "score", "nominated_on", "rulebook", "person_code")
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    EDITION_NO_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    NOMINATED_ON_FIELD_NUMBER: _ClassVar[int]
    RULEBOOK_FIELD_NUMBER: _ClassVar[int]
    PERSON_CODE_FIELD_NUMBER: _ClassVar[int]
    nomination_id: str
    title: str
    unit_id: str
    movement_id: str
    cluster_id: str
    edition_no: int
    rank: int
    score: str
    nominated_on: str
    rulebook: str
    person_code: str
    def __init__(self, nomination_id: _Optional[str] = ..., title: _Optional[str] = ..., unit_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., cluster_id: _Optional[str] = ..., edition_no: _Optional[int] = ..., rank: _Optional[int] = ..., score: _Optional[str] = ..., nominated_on: _Optional[str] = ..., rulebook: _Optional[str] = ..., person_code: _Optional[str] = ...) -> None: ...

class NominationChallenged(_message.Message):
    __slots__ = ("nomination_id", "edition_no", "rank")
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    EDITION_NO_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    nomination_id: str
    edition_no: int
    rank: int
    def __init__(self, nomination_id: _Optional[str] = ..., edition_no: _Optional[int] = ..., rank: _Optional[int] = ...) -> None: ...

class NominationBasisLost(_message.Message):
    __slots__ = ("nomination_id", "decision_id", "number", "finding")
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    FINDING_FIELD_NUMBER: _ClassVar[int]
    nomination_id: str
    decision_id: str
    number: str
    finding: str
    def __init__(self, nomination_id: _Optional[str] = ..., decision_id: _Optional[str] = ..., number: _Optional[str] = ..., finding: _Optional[str] = ...) -> None: ...

class NominationReconfirmed(_message.Message):
    __slots__ = ("nomination_id", "edition_no", "rank")
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    EDITION_NO_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    nomination_id: str
    edition_no: int
    rank: int
    def __init__(self, nomination_id: _Optional[str] = ..., edition_no: _Optional[int] = ..., rank: _Optional[int] = ...) -> None: ...

class NominationResubmitted(_message.Message):
    __slots__ = ("nomination_id", "edition_no", "rank", "nominated_on")
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    EDITION_NO_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    NOMINATED_ON_FIELD_NUMBER: _ClassVar[int]
    nomination_id: str
    edition_no: int
    rank: int
    nominated_on: str
    def __init__(self, nomination_id: _Optional[str] = ..., edition_no: _Optional[int] = ..., rank: _Optional[int] = ..., nominated_on: _Optional[str] = ...) -> None: ...

class NominationWithdrawn(_message.Message):
    __slots__ = ("nomination_id", "reason")
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    nomination_id: str
    reason: str
    def __init__(self, nomination_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class CandidateResult(_message.Message):
    __slots__ = ("nomination_id", "in_favour", "against", "abstained", "base", "passed")
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    IN_FAVOUR_FIELD_NUMBER: _ClassVar[int]
    AGAINST_FIELD_NUMBER: _ClassVar[int]
    ABSTAINED_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    PASSED_FIELD_NUMBER: _ClassVar[int]
    nomination_id: str
    in_favour: int
    against: int
    abstained: int
    base: int
    passed: bool
    def __init__(self, nomination_id: _Optional[str] = ..., in_favour: _Optional[int] = ..., against: _Optional[int] = ..., abstained: _Optional[int] = ..., base: _Optional[int] = ..., passed: _Optional[bool] = ...) -> None: ...

class VotingSessionOpened(_message.Message):
    __slots__ = ("session_id", "kind", "code", "movement_id", "cluster_id", "nominations", "members", "secret", "denominator", "opened_on", "rulebook", "commendations", "opinions_until")
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    NOMINATIONS_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    OPENED_ON_FIELD_NUMBER: _ClassVar[int]
    RULEBOOK_FIELD_NUMBER: _ClassVar[int]
    COMMENDATIONS_FIELD_NUMBER: _ClassVar[int]
    OPINIONS_UNTIL_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    kind: str
    code: str
    movement_id: str
    cluster_id: str
    nominations: _containers.RepeatedScalarFieldContainer[str]
    members: int
    secret: bool
    denominator: str
    opened_on: str
    rulebook: str
    commendations: _containers.RepeatedScalarFieldContainer[str]
    opinions_until: str
    def __init__(self, session_id: _Optional[str] = ..., kind: _Optional[str] = ..., code: _Optional[str] = ..., movement_id: _Optional[str] = ..., cluster_id: _Optional[str] = ..., nominations: _Optional[_Iterable[str]] = ..., members: _Optional[int] = ..., secret: _Optional[bool] = ..., denominator: _Optional[str] = ..., opened_on: _Optional[str] = ..., rulebook: _Optional[str] = ..., commendations: _Optional[_Iterable[str]] = ..., opinions_until: _Optional[str] = ...) -> None: ...

class VotingRoundClosed(_message.Message):
    __slots__ = ("session_id", "round", "present", "results", "closed_on")
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    ROUND_FIELD_NUMBER: _ClassVar[int]
    PRESENT_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    CLOSED_ON_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    round: int
    present: int
    results: _containers.RepeatedCompositeFieldContainer[CandidateResult]
    closed_on: str
    def __init__(self, session_id: _Optional[str] = ..., round: _Optional[int] = ..., present: _Optional[int] = ..., results: _Optional[_Iterable[_Union[CandidateResult, _Mapping]]] = ..., closed_on: _Optional[str] = ...) -> None: ...

class VotingRoundVoided(_message.Message):
    __slots__ = ("session_id", "round", "reason")
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    ROUND_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    round: int
    reason: str
    def __init__(self, session_id: _Optional[str] = ..., round: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class QuotaPlace(_message.Message):
    __slots__ = ("nomination_id", "place", "within")
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    WITHIN_FIELD_NUMBER: _ClassVar[int]
    nomination_id: str
    place: int
    within: bool
    def __init__(self, nomination_id: _Optional[str] = ..., place: _Optional[int] = ..., within: _Optional[bool] = ...) -> None: ...

class QuotaLineDrawn(_message.Message):
    __slots__ = ("line_id", "title", "movement_id", "base", "places", "order")
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    line_id: str
    title: str
    movement_id: str
    base: int
    places: int
    order: _containers.RepeatedCompositeFieldContainer[QuotaPlace]
    def __init__(self, line_id: _Optional[str] = ..., title: _Optional[str] = ..., movement_id: _Optional[str] = ..., base: _Optional[int] = ..., places: _Optional[int] = ..., order: _Optional[_Iterable[_Union[QuotaPlace, _Mapping]]] = ...) -> None: ...

class DecisionIssued(_message.Message):
    __slots__ = ("decision_id", "nomination_id", "number", "title", "unit_id", "movement_id", "authority", "in_favour", "base", "reward", "decided_on", "rulebook", "rulebook_hash", "override_reason", "person_code")
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    NOMINATION_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    IN_FAVOUR_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    REWARD_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_FIELD_NUMBER: _ClassVar[int]
    RULEBOOK_FIELD_NUMBER: _ClassVar[int]
    RULEBOOK_HASH_FIELD_NUMBER: _ClassVar[int]
    OVERRIDE_REASON_FIELD_NUMBER: _ClassVar[int]
    PERSON_CODE_FIELD_NUMBER: _ClassVar[int]
    decision_id: str
    nomination_id: str
    number: str
    title: str
    unit_id: str
    movement_id: str
    authority: str
    in_favour: int
    base: int
    reward: str
    decided_on: str
    rulebook: str
    rulebook_hash: str
    override_reason: str
    person_code: str
    def __init__(self, decision_id: _Optional[str] = ..., nomination_id: _Optional[str] = ..., number: _Optional[str] = ..., title: _Optional[str] = ..., unit_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., authority: _Optional[str] = ..., in_favour: _Optional[int] = ..., base: _Optional[int] = ..., reward: _Optional[str] = ..., decided_on: _Optional[str] = ..., rulebook: _Optional[str] = ..., rulebook_hash: _Optional[str] = ..., override_reason: _Optional[str] = ..., person_code: _Optional[str] = ...) -> None: ...

class PublicNoticePosted(_message.Message):
    __slots__ = ("decision_id", "place", "posted_on")
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    POSTED_ON_FIELD_NUMBER: _ClassVar[int]
    decision_id: str
    place: str
    posted_on: str
    def __init__(self, decision_id: _Optional[str] = ..., place: _Optional[str] = ..., posted_on: _Optional[str] = ...) -> None: ...

class DecisionRevoked(_message.Message):
    __slots__ = ("decision_id", "ground", "finding", "recover", "revoked_on")
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    GROUND_FIELD_NUMBER: _ClassVar[int]
    FINDING_FIELD_NUMBER: _ClassVar[int]
    RECOVER_FIELD_NUMBER: _ClassVar[int]
    REVOKED_ON_FIELD_NUMBER: _ClassVar[int]
    decision_id: str
    ground: str
    finding: str
    recover: str
    revoked_on: str
    def __init__(self, decision_id: _Optional[str] = ..., ground: _Optional[str] = ..., finding: _Optional[str] = ..., recover: _Optional[str] = ..., revoked_on: _Optional[str] = ...) -> None: ...
