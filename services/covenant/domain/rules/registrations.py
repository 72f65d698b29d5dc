"""Rules of registering titles (đăng ký danh hiệu) and of the set that a cluster head submits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from regulations.chapters import Holder, TitleRule
from services.covenant.domain.refusals.covenants import (
    NoMembers,
    NoRegistrations,
    NotRegistered,
    NotTheClusterHead,
    RegisteredTwice,
    UnknownTitle,
    WrongHolder,
)
from services.covenant.domain.registration import Registration
from services.covenant.domain.rules import codes


def something_is_registered(registrations: Sequence[Registration]) -> None:
    """CV 01/BHXH-TĐKT: a registration names the titles aimed at."""
    if not registrations:
        raise NoRegistrations


def titles_are_of_the_rules(
    registrations: Sequence[Registration], titles: Mapping[str, TitleRule], rulebook: str
) -> None:
    """CV 01/BHXH-TĐKT: what is registered are titles and forms of commendation of the rules in force."""
    for each in registrations:
        if each.title not in titles:
            raise UnknownTitle(title=each.title, rulebook=rulebook)
        a_title_has_its_holder(each, titles[each.title])


def a_title_has_its_holder(registration: Registration, title: TitleRule) -> None:
    """Law 06/2022/QH15 art. 19, 20: a title is of collectives or of persons; a person is named, a collective is not."""
    is_person = registration.holder is Holder.PERSON
    if registration.holder is not title.holder or is_person != (registration.person_code is not None):
        raise WrongHolder(
            title=title.code,
            required=title.holder,
            given=registration.holder,
            person=registration.person_code or "—",
            source=title.basis,
        )
    if registration.person_code is not None:
        codes.a_code_can_be_typed_and_cited(registration.person_code, field="registrations")


def nothing_is_registered_twice(added: Sequence[Registration], before: Collection[Registration]) -> None:
    """House rule: a title is registered once per holder."""
    seen = set(before)
    for each in added:
        if each in seen:
            raise RegisteredTwice(title=each.title)
        seen.add(each)


def only_the_registered_is_withdrawn(registration: Registration, registered: Collection[Registration]) -> None:
    """House rule: withdrawing names a registration that stands."""
    if registration not in registered:
        raise NotRegistered(title=registration.title)


def the_head_in_office_submits(cluster: str, day: date, head: tuple[UUID, str] | None, submitter: UUID | None) -> None:
    """Phát động 2014-2020, 5.1.3: the cluster head collects the registrations and sends the result."""
    if head is None or head[0] != submitter:
        raise NotTheClusterHead(cluster=cluster, day=day, head="—" if head is None else head[1])


def a_set_is_of_members(cluster: str, day: date, members: Collection[object]) -> None:
    """CV 4268 A.I.3: the set is of the members on the list in force."""
    if not members:
        raise NoMembers(cluster=cluster, day=day)
