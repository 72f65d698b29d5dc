"""What a client is told when something goes wrong: refusals in full, faults as a sentence and an id for the log."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from uuid import uuid4

from graphql import GraphQLError

from kernel.explanation import Text

log = logging.getLogger("gateway")

ResponsePath = tuple[str | int, ...]


class ServiceUnavailable(Exception):
    """A service could not be reached or gave no GraphQL answer; the text is for the log."""


class ServiceRefused(Exception):
    """A service refused the whole request by a rule of its own (nobody known, waited too long): a coded problem."""

    def __init__(self, problem: Mapping[str, object]) -> None:
        super().__init__(problem.get("code"))
        self.problem = problem

    def told(self, service: str) -> GraphQLError:
        """What the client sees of it: the sentence in both languages, the rest of the problem beside it."""
        sentence = f"{self.problem.get('detail')} / {self.problem.get('detail_en')}"
        return GraphQLError(sentence, extensions={**self.problem, "service": service})


UNAVAILABLE = Text(
    "Dịch vụ {service} hiện không trả lời; phần dữ liệu này tạm thời không có.",
    "The {service} service does not answer; this part of the data is missing for now.",
)
TIMED_OUT = Text(
    "Dịch vụ {service} không trả lời kịp trong {seconds:g} giây.",
    "The {service} service did not answer within {seconds:g} seconds.",
)
MAYBE_DONE = Text(
    " Lệnh có thể đã được thực hiện: hãy kiểm tra trước khi gửi lại.",
    " The command may have been carried out: check before sending it again.",
)
UNEXPECTED = Text(
    "Đã xảy ra lỗi ngoài dự kiến. Mã tra cứu: {id}.",
    "An unexpected error occurred. Quote this id: {id}.",
)
UNMET = Text(
    "Không tính được vì thiếu dữ liệu từ một dịch vụ khác.",
    "It could not be computed because another service gave no answer.",
)

LOST = Text(
    "Không có được vì một phần khác của cùng truy vấn đã bị từ chối hoặc bị lỗi; hãy hỏi riêng phần này.",
    "Missing because another part of the same query was refused or failed; ask for this part alone.",
)


def message(text: Text, **facts: object) -> str:
    """The sentence in both languages."""
    filled = text.format(facts)
    return f"{filled.vi} / {filled.en}"


def fault(text: Text, code: str, path: ResponsePath | None = None, **facts: object) -> GraphQLError:
    """An error of the gateway's own, under a durable code."""
    return GraphQLError(message(text, **facts), path=list(path) if path else None, extensions={"code": code})


def unexpected(detail: str, cause: BaseException | None = None) -> GraphQLError:
    """A fault that nobody foresaw: logged in full under a new id, told to the client by that id alone."""
    fault_id = str(uuid4())
    log.error("fault %s: %s", fault_id, detail, exc_info=cause)
    return GraphQLError(message(UNEXPECTED, id=fault_id), extensions={"code": "UNEXPECTED", "id": fault_id})


def told(service: str, error: Mapping[str, object]) -> GraphQLError:
    """A subgraph's error as the client may see it.

    Shown as it is: an error with `extensions.code`, which a service sets on purpose, and a refusal of the request
    itself (no path but a location in the document, such as a value of the wrong type). All else is masked.
    """
    extensions = error.get("extensions")
    known = dict(extensions) if isinstance(extensions, Mapping) else {}
    on_request = not error.get("path") and bool(error.get("locations"))
    if "code" in known or on_request:
        known.setdefault("code", "BAD_REQUEST")
        return GraphQLError(str(error.get("message")), extensions={**known, "service": service})
    return unexpected(f"{service} answered {dict(error)!r}")


def related(one: ResponsePath, other: ResponsePath) -> bool:
    """Whether one place in an answer is the other, above it or beneath it."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def at(error: GraphQLError, path: Sequence[str | int]) -> GraphQLError:
    """The same error at a place in the answer."""
    return GraphQLError(error.message, path=list(path) or None, extensions=error.extensions)
