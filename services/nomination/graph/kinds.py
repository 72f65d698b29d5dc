"""The kinds of dossiers and commendations, named once for the graph."""

from __future__ import annotations

import strawberry

from services.nomination.domain.papers import DossierKind

strawberry.enum(DossierKind, name="DossierKind", description="Loại hồ sơ: the year's merit, or outside the ranking")

__all__ = ["DossierKind"]
