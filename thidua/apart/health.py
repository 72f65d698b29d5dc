"""Whether a process is well: asked the same way by the supervisor's starter, a container's health check and people."""

from __future__ import annotations

import http.client
import json
from http import HTTPStatus
from urllib.parse import urlsplit

ASK_SECONDS = 3.0


def is_healthy(url: str) -> bool:
    """Whether a process answers there that it is alive."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ASK_SECONDS)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def whole(url: str) -> bool:
    """Whether the gateway there says that every service answers it."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ASK_SECONDS)
    try:
        connection.request("GET", parts.path)
        health = json.loads(connection.getresponse().read())
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return isinstance(health, dict) and health.get("status") == "ok"
