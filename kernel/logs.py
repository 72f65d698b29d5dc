"""Log lines: one JSON object each with `LOG_FORMAT=json`, with process and correlation, and without personal data.

The text of an exception may repeat what somebody has entered, so a line tells its class and where it was raised, not
its text, unless the class belongs to those of which it is known what they say.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Mapping
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from kernel.refusals import Refusal
from kernel.tracing import correlation

FORMAT = "LOG_FORMAT"
LEVEL = "LOG_LEVEL"
OURS = ("kernel.", "thidua.", "gateway.", "kafka.")
"""Modules whose exceptions speak of addresses, positions and settings, not of persons; refusals are another matter."""


class Unreadable(ValueError):
    """The environment asks for a form or level of log lines that does not exist."""


class Lines(JsonFormatter):
    """Makes a log record one line of JSON."""

    def __init__(self, process: str) -> None:
        super().__init__(
            "{levelname}{name}{message}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger"},
            static_fields={"process": process},
            timestamp=True,
            json_ensure_ascii=False,
        )

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """The line's members: the library's, and the correlation."""
        super().add_fields(log_data, record, message_dict)
        if (current := correlation()) is not None:
            log_data["correlation"] = str(current)

    def formatException(self, ei: Any) -> Any:  # noqa: N802 (the library's name)
        """What was raised and where, from the outermost to the innermost call; not what it says, if that is unknown."""
        return told(ei[1])


class PlainLines(logging.Formatter):
    """The same for people: time, level, process, what happened, and where it was raised."""

    def __init__(self, process: str) -> None:
        super().__init__(f"%(asctime)s %(levelname)s {process} %(name)s: %(message)s")

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the library's name)
        """As in JSON, one call a line."""
        return "\n".join(told(ei[1]))


def told(error: BaseException) -> list[str]:
    """The exception's class, its text if that is known to hold nothing personal, the calls up to it, and its cause."""
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    known = isinstance(error, OSError) or (name.startswith(OURS) and not isinstance(error, Refusal))
    calls = [f"{each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(error.__traceback__)]
    return [f"{name}: {error}" if known else name, *calls, *(told(error.__cause__) if error.__cause__ else ())]


def set_up(process: str, environment: Mapping[str, str]) -> None:
    """Log as `process` to standard error: `LOG_FORMAT` (`text`, `json`), `LOG_LEVEL` (default `info` in JSON).

    Raises:
        Unreadable: there is no such form or level.
    """
    form = environment.get(FORMAT, "") or "text"
    level = (environment.get(LEVEL, "") or ("info" if form == "json" else "warning")).upper()
    if form not in {"text", "json"}:
        raise Unreadable(f"{FORMAT}={form}: text | json")
    if level not in logging.getLevelNamesMapping():
        raise Unreadable(f"{LEVEL}={level.lower()}: debug | info | warning | error")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(process) if form == "json" else PlainLines(process))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("alembic", "kafka", "opentelemetry", "urllib3"):  # their own doings, at every connection
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
