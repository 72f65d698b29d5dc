"""A log line is one object with process and correlation, and repeats nothing that a person has entered."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kernel import logs
from kernel.follower import Loss
from kernel.logs import Lines, PlainLines, Unreadable, told
from kernel.store import Missing
from kernel.tracing import correlated

CORRELATION = UUID("5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11")


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """The logger of a process whose lines are set up here; what was set up before comes back."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield logging.getLogger("thidua.test")
    root.handlers[:] = before
    root.setLevel(level)
    for chatty in ("alembic", "kafka", "opentelemetry", "urllib3"):
        logging.getLogger(chatty).setLevel(logging.NOTSET)


def line(formatter: logging.Formatter, message: str, error: BaseException | None = None) -> str:
    raised = (type(error), error, error.__traceback__) if error else None
    return formatter.format(logging.LogRecord("thidua.test", logging.ERROR, __file__, 1, message, (), raised))


def caught(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except type(error) as found:
        return found


def test_a_line_is_an_object_with_process_level_logger_and_time() -> None:
    found = json.loads(line(Lines("scoring-api"), "đã dừng"))
    assert found.pop("timestamp").endswith("+00:00")
    assert found == {"level": "ERROR", "logger": "thidua.test", "message": "đã dừng", "process": "scoring-api"}


def test_a_line_names_the_correlation_it_belongs_to() -> None:
    with correlated(CORRELATION):
        inside = json.loads(line(Lines("x"), "in"))
    outside = json.loads(line(Lines("x"), "out"))
    assert (inside["correlation"], "correlation" in outside) == (str(CORRELATION), False)


def test_an_exception_of_unknown_text_is_told_by_class_and_place() -> None:
    error = caught(ValueError("Nguyễn Văn A"), caught(KeyError("012345678901")))
    text = line(Lines("x"), "fault", error)
    found: Any = json.loads(text)["exc_info"]
    assert [each for each in found if each.startswith("builtins")] == ["builtins.ValueError", "builtins.KeyError"]
    assert f"{__file__}:" in found[1]
    assert [word for word in ("Nguyễn", "012345678901") if word in text] == []
    plain = line(PlainLines("x"), "fault", error)
    assert ("builtins.ValueError" in plain, "Nguyễn" in plain) == (True, False)


@pytest.mark.parametrize(
    ("error", "first"),
    [
        (
            Loss("toy.events[0] 7 follows 5, we are at 3"),
            "kernel.follower.Loss: toy.events[0] 7 follows 5, we are at 3",
        ),
        (ConnectionRefusedError(111, "refused"), "builtins.ConnectionRefusedError: [Errno 111] refused"),
        (Missing(thing="Nguyễn Văn A", id="x"), "kernel.store.Missing"),
    ],
)
def test_an_exception_is_quoted_only_where_it_is_known_what_it_says(error: BaseException, first: str) -> None:
    assert told(error) == [first]


@pytest.mark.parametrize(
    ("environment", "level"),
    [
        ({}, logging.WARNING),
        ({"LOG_FORMAT": "json"}, logging.INFO),
        ({"LOG_FORMAT": "json", "LOG_LEVEL": "error"}, logging.ERROR),
        ({"LOG_FORMAT": "text", "LOG_LEVEL": "DEBUG"}, logging.DEBUG),
    ],
)
def test_form_and_level_are_the_environments(log: logging.Logger, environment: dict[str, str], level: int) -> None:
    logs.set_up("x", environment)
    [handler] = logging.getLogger().handlers
    form = Lines if environment.get("LOG_FORMAT") == "json" else PlainLines
    assert (log.getEffectiveLevel(), type(handler.formatter)) == (level, form)
    assert logging.getLogger("kafka").getEffectiveLevel() == max(level, logging.WARNING)


@pytest.mark.parametrize("environment", [{"LOG_FORMAT": "xml"}, {"LOG_LEVEL": "loud"}])
def test_a_form_or_level_that_does_not_exist_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(Unreadable, match="|".join(environment.values())):
        logs.set_up("x", environment)


def test_lines_go_to_standard_error_one_object_each() -> None:
    script = (
        "import logging; from kernel import logs; logs.set_up('x', {'LOG_FORMAT': 'json'})\n"
        "try: 1 / 0\nexcept ZeroDivisionError: logging.getLogger('a').exception('b\\nc')"
    )
    done = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    [found] = [json.loads(each) for each in done.stderr.splitlines()]
    assert (done.stdout, found["message"], found["exc_info"][0]) == ("", "b\nc", "builtins.ZeroDivisionError")
