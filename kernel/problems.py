"""Refusals and faults as problem+json (RFC 9457): in both languages, with the rule's source."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from fastapi import Request
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.responses import JSONResponse
from graphql import GraphQLError, GraphQLSyntaxError
from pydantic import BaseModel, ConfigDict

from kernel.explanation import Explanation, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

log = logging.getLogger(__name__)

STATUS: Mapping[Kind, int] = {
    Kind.REFUSED: 409,
    Kind.MISSING: 404,
    Kind.FORBIDDEN: 403,
    Kind.INVALID: 422,
    Kind.CONFLICT: 409,
    Kind.STALE: 412,
    Kind.UNAUTHENTICATED: 401,
    Kind.UNAVAILABLE: 503,
    Kind.FAULT: 500,
}


class ProblemSource(BaseModel):
    """Where the rule stands (căn cứ)."""

    document: str
    article: str
    status: str


class ProblemField(BaseModel):
    """One member of the input that cannot be taken."""

    field: str
    message: str
    message_en: str


class NotUtf8(Refusal):
    """The body is not UTF-8."""

    code = "not-utf8"
    kind = Kind.INVALID
    title = Text("Nội dung không phải UTF-8", "The body is not UTF-8")
    detail = Text("Byte thứ {position} không thuộc mã hóa UTF-8.", "Byte {position} is not valid UTF-8.")
    source = HOUSE_RULE


class NotJson(Refusal):
    """The body is not JSON, or holds something that is not a JSON value."""

    code = "not-json"
    kind = Kind.INVALID
    title = Text("Nội dung không phải JSON hợp lệ", "The body is not valid JSON")
    detail = Text("Không đọc được nội dung: {reason}.", "The body cannot be read: {reason}.")
    source = HOUSE_RULE


class InvalidInput(Refusal):
    """Some members of the input cannot be taken; each is named."""

    code = "invalid-input"
    kind = Kind.INVALID
    title = Text("Dữ liệu không hợp lệ", "Invalid input")
    detail = Text("Có {count} trường không hợp lệ; {first}.", "Fields that are not valid: {count}; {first}.")
    source = HOUSE_RULE


class HttpFault(Refusal):
    """What HTTP itself refuses: no such path or method, a body too large."""

    code = "http"
    kind = Kind.INVALID
    title = Text("Yêu cầu HTTP bị từ chối", "The HTTP request was refused")
    detail = Text("{vi}", "{en}")
    source = HOUSE_RULE


class Fault(Refusal):
    """What should never happen did; the log has the rest under this number."""

    code = "fault"
    kind = Kind.FAULT
    title = Text("Lỗi hệ thống", "A fault of the system")
    detail = Text(
        "Đã xảy ra lỗi ngoài dự kiến, mã {number}; hãy báo mã này cho quản trị viên.",
        "Something unexpected happened, number {number}; please report this number.",
    )
    source = HOUSE_RULE


class DatabaseAway(Refusal):
    """The service's database does not answer; what was asked may be asked again."""

    code = "database-away"
    kind = Kind.UNAVAILABLE
    title = Text("Cơ sở dữ liệu tạm thời không truy cập được", "The database cannot be reached for now")
    detail = Text(
        "Hãy gửi lại yêu cầu sau ít giây; lệnh có Idempotency-Key không bao giờ được ghi hai lần. Mã sự cố: {number}.",
        "Send the request again in a few seconds; a command with an Idempotency-Key is never recorded twice. "
        "Number of the incident: {number}.",
    )
    source = HOUSE_RULE


class Problem(BaseModel):
    """A refusal (từ chối) or fault: what is wrong, by which rule, in which fields, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**NotUtf8(position=10).as_problem(), "status": 400, "errors": []}]}
    )

    type: str
    code: str
    status: int
    title: str
    title_en: str
    detail: str
    detail_en: str
    source: ProblemSource
    fields: list[str]
    errors: list[ProblemField] = []
    explanation: dict[str, Any] | None = None


class Unreadable(HTTPException):
    """The body cannot be read at all; raised while FastAPI parses it, hence of FastAPI's own kind."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(400)
        self.refusal = refusal


_HTTP_WORDS = {
    404: Text("Không có địa chỉ này.", "There is no such address."),
    405: Text("Địa chỉ này không nhận phương thức này.", "This address does not take this method."),
    413: Text("Nội dung quá lớn; hãy chia nhỏ yêu cầu.", "The body is too large; split the request."),
    415: Text("Địa chỉ này không nhận kiểu nội dung này.", "This address does not take this media type."),
}


def render(refusal: Refusal, status: int | None = None, errors: list[dict[str, str]] | None = None) -> JSONResponse:
    """A refusal as a problem response; `errors` names the fields one by one."""
    status = status or STATUS[refusal.kind]
    members = {**refusal.as_problem(), "status": status, "errors": errors or []}
    headers = {"WWW-Authenticate": "Bearer"} if refusal.kind is Kind.UNAUTHENTICATED else None
    return JSONResponse(members, status, headers, media_type="application/problem+json")


async def problem(_request: Request, error: Exception) -> JSONResponse:
    """Handler of HTTP's own errors."""
    if isinstance(error, Unreadable):
        return render(error.refusal, 400)
    response = http_fault(getattr(error, "status_code", 500))
    response.headers.update(getattr(error, "headers", None) or {})
    return response


def http_fault(status: int) -> JSONResponse:
    """What HTTP itself refuses with this status."""
    words = _HTTP_WORDS.get(status, Text("Yêu cầu không xử lý được.", "The request cannot be handled."))
    return render(HttpFault(vi=words.vi, en=words.en), status)


async def fault(_request: Request, error: Exception) -> JSONResponse:
    """Handler of what should never happen: a number to report, nothing of the inside shown."""
    return render(numbered(error))


def numbered(error: BaseException) -> Fault:
    """The fault to show for an unexpected error, which is logged under the fault's number."""
    number = uuid4()
    log.error("fault %s", number, exc_info=error)
    return Fault(number=number)


async def away(_request: Request, error: Exception) -> JSONResponse:
    """Handler of a database that is away: the incident's number in the log and in the answer."""
    number = uuid4()
    log.error("database away %s: %s", number, error)
    return render(DatabaseAway(number=number))


_MESSAGES: Mapping[str, str] = {
    "missing": "thiếu trường bắt buộc",
    "parameter_unknown": "không có tham số này; có: {known}",
    "extra_forbidden": "trường không được dùng ở đây",
    "number_expected": "phải là số JSON, không phải chuỗi",
    "decimal_max_digits": "số có quá {max_digits} chữ số",
    "decimal_max_places": "số có quá {decimal_places} chữ số thập phân",
    "decimal_whole_digits": "phần nguyên có quá {whole_digits} chữ số",
    "finite_number": "phải là số hữu hạn",
    "greater_than_equal": "phải từ {ge} trở lên",
    "greater_than": "phải lớn hơn {gt}",
    "less_than_equal": "không được quá {le}",
    "less_than": "phải nhỏ hơn {lt}",
    **dict.fromkeys(("uuid_parsing", "uuid_type"), "không phải mã định danh UUID"),
    "string_type": "phải là chuỗi ký tự",
    "string_too_short": "phải có ít nhất {min_length} ký tự",
    "string_too_long": "không được quá {max_length} ký tự",
    "string_pattern_mismatch": "chuỗi không đúng dạng",
    **dict.fromkeys(("bool_type", "bool_parsing"), "phải là true hoặc false"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "phải là số nguyên"),
    **dict.fromkeys(("enum", "literal_error"), "phải là một trong: {expected}"),
    **dict.fromkeys(("date_from_datetime_parsing", "date_parsing"), "không phải ngày (NNNN-TT-NN)"),
    **dict.fromkeys(("datetime_parsing", "datetime_from_date_parsing", "timezone_aware"), "phải có ngày, giờ, múi giờ"),
    "list_type": "phải là danh sách",
    "too_short": "danh sách phải có ít nhất {min_length} mục",
    "too_long": "danh sách không được quá {max_length} mục",
    "model_attributes_type": "phải là đối tượng JSON",
    "union_tag_invalid": "loại phải là một trong: {expected_tags}",
    "union_tag_not_found": "thiếu trường xác định loại",
}


def spoken(errors: Sequence[Any], where: str = "") -> list[dict[str, str]]:
    """What validation found, each field named (below `where`), in both languages; a fault's context may hold `vi`."""
    return [
        {
            "field": ".".join(filter(None, [where, *(str(part) for part in each["loc"] if part != "body")])),
            "message": _MESSAGES.get(each["type"], "{vi}").format_map(
                {"vi": "giá trị không hợp lệ"}
                | {name: str(fact).replace(" or ", " hoặc ") for name, fact in each.get("ctx", {}).items()}
            ),
            "message_en": each["msg"],
        }
        for each in errors
    ]


def invalid(found: Sequence[Mapping[str, str]], why: Explanation | None = None) -> InvalidInput:
    """The refusal of what validation found: every field, and in words the first."""
    fields = tuple(each["field"] for each in found)
    first = Text(*(": ".join(filter(None, [fields[0], found[0][words]])) for words in ("message", "message_en")))
    return InvalidInput(count=len(found), first=first, fields=fields, explanation=why)


async def for_people(request: Request, error: Exception) -> JSONResponse:
    """Handler of FastAPI's validation errors: each field named, in both languages."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 (registered for nothing else)
    found = spoken(error.errors())
    request.state.refused = invalid(found)
    return render(request.state.refused, errors=found)


def worded(error: GraphQLError) -> GraphQLError:
    """What is wrong with a document or its variables, in both languages: the library says it in English only."""
    at = f" (dòng {error.locations[0].line}, cột {error.locations[0].column})" if error.locations else ""
    wrong = "sai cú pháp GraphQL" if isinstance(error, GraphQLSyntaxError) else "không khớp với lược đồ"
    said = f"Câu truy vấn {wrong}{at}. / {error.message}"
    return GraphQLError(said, error.nodes, error.source, error.positions, extensions=error.extensions)


def refusal_page(code: str) -> dict[str, Any]:
    """What the problem type `/problems/{code}` means: its titles, the form of its detail, and the rule's source."""
    kind = Refusal.registry.get(code)
    if kind is None:
        raise HTTPException(404)
    return {
        "code": code,
        "title": kind.title.vi,
        "title_en": kind.title.en,
        "detail": kind.detail.vi,
        "detail_en": kind.detail.en,
        "status": STATUS[kind.kind],
        "source": kind.source.as_dict(),
        "fields": list(kind.fields),
    }
