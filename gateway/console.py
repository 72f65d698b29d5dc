"""Serves the in-browser IDE from files of this repository, under a policy that allows nothing but this server."""

from __future__ import annotations

import html
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, HTMLResponse, Response

FOLDER = Path(__file__).resolve().parent / "ide"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
ASSETS = tuple(sorted(path.name for path in FOLDER.iterdir() if path.suffix in MEDIA_TYPES))

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def page(base: str) -> HTMLResponse:
    """The IDE for the GraphQL endpoint at the path `base`."""
    template = (FOLDER / "page.html").read_text(encoding="utf-8")
    text = template.replace("{base}", html.escape(base.rstrip("/"), quote=True))
    return HTMLResponse(text, headers={**HEADERS, "cache-control": "no-cache", "vary": "accept"})


def add_assets(router: APIRouter) -> None:
    """Serve the IDE's files beneath the router; any other name is not found."""

    @router.get("/ide/{name}", include_in_schema=False)
    def asset(name: str) -> Response:
        if name not in ASSETS:
            return Response(status_code=404)
        media_type = MEDIA_TYPES[Path(name).suffix]
        return FileResponse(FOLDER / name, media_type=media_type, headers={**HEADERS, "cache-control": "max-age=86400"})
