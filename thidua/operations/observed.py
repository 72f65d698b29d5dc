"""What a process tells of itself while it runs: log lines and traces, as the environment asks for them."""

from __future__ import annotations

from collections.abc import Mapping

from kernel import logs, tracing
from thidua.settings import SettingsError


def observe(process: str, environment: Mapping[str, str]) -> None:
    """Begin to log and trace as `process`: `LOG_FORMAT`, `LOG_LEVEL`, `OTEL_EXPORTER_OTLP_ENDPOINT`.

    Raises:
        SettingsError: one of them cannot be used.
    """
    try:
        logs.set_up(process, environment)
    except logs.Unreadable as error:
        raise SettingsError(f"Không dùng được · cannot be used: {error}") from error
    tracing.set_up(process, environment)
