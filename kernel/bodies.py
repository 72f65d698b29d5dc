"""What a request's body may hold: so many bytes, text in UTF-8, JSON whose numbers are decimals digit for digit."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from fastapi.exceptions import HTTPException
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kernel.explanation import Text
from kernel.problems import NotJson, NotUtf8

MAX_BODY_BYTES = 16 * 1024 * 1024
MAX_NUMBER_DIGITS = 60
"""Longest number, written out, that is read at all; what it may be is each field's to say."""
_TOO_LONG = Text(f"có số quá {MAX_NUMBER_DIGITS} chữ số", f"a number of more than {MAX_NUMBER_DIGITS} digits")


class BodyLimit:
    """Refuses a body beyond `MAX_BODY_BYTES`, declared or not, before it is all read.

    An endpoint that reads a stream piece by piece, and bounds it itself, says so by `lift_limit` before it reads.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application behind a `receive` that counts."""
        limit = scope.setdefault("state", {})["body_limit"] = _Limit(scope)

        async def counted() -> Message:
            limit.look()
            message = await receive()
            limit.count(len(message.get("body", b"")))
            return message

        await self._app(scope, counted, send)


class _Limit:
    """How much of one body is left."""

    def __init__(self, scope: Scope) -> None:
        declared = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        beyond = len(declared) > len(str(MAX_BODY_BYTES)) or (declared.isdecimal() and int(declared) > MAX_BODY_BYTES)
        self.left: float = -1 if beyond else MAX_BODY_BYTES

    def look(self) -> None:
        if self.left < 0:
            raise HTTPException(413)

    def count(self, size: int) -> None:
        self.left -= size
        self.look()


def lift_limit(request: Request) -> None:
    """Let this request's body be longer: whoever reads it bounds each piece and the whole."""
    request.state.body_limit.left = float("inf")


def text_of(body: bytes) -> str:
    """The body as text.

    Raises:
        NotUtf8: it is not UTF-8.
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8(position=error.start) from error


def read_json(body: bytes) -> Any:
    """What the JSON says, numbers as decimals and whole numbers.

    Raises:
        Refusal: not UTF-8, not JSON, NaN or Infinity, nested too deep, or a number of thousands of digits.
    """
    text = text_of(body)
    try:
        said = _DECODER.decode(text)
        if _NO_TEXT.search(text):
            _must_be_text(said)
    except RecursionError as error:
        raise NotJson(reason=Text("lồng quá nhiều cấp", "nested too deep")) from error
    except json.JSONDecodeError as error:
        where = f"sai cú pháp JSON ở dòng {error.lineno}, cột {error.colno}"
        raise NotJson(reason=Text(where, str(error))) from error
    except ValueError as error:
        raise NotJson(reason=error.args[0]) from error
    return said


def _number(text: str) -> Decimal:
    exponent = text.lower().partition("e")[2] or "0"
    if len(text) > MAX_NUMBER_DIGITS or abs(int(exponent)) > MAX_NUMBER_DIGITS:
        raise ValueError(_TOO_LONG)
    return Decimal(text)


def _whole(text: str) -> int:
    return int(_number(text))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(Text(f"{name} không phải số", f"{name} is not a number"))


_NO_TEXT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""An escape that may be no text: null, or half of a character that is written as two."""
_DECODER = json.JSONDecoder(parse_float=_number, parse_int=_whole, parse_constant=_no_constant)


def _must_be_text(value: object) -> None:
    """Escapes can spell what is no text: half a character, or the null that databases end a text at."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= each <= "\udfff" for each in value):
            raise ValueError(Text("chuỗi thoát không ứng với ký tự nào", "an escape that stands for no character"))
    elif isinstance(value, dict):
        for pair in value.items():
            _must_be_text(list(pair))
    elif isinstance(value, list):
        for each in value:
            _must_be_text(each)
