"""Trusted documents: operations that were written down beforehand and are asked for by their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphql import GraphQLError

from gateway.limits import over
from kernel.explanation import Text

UNKNOWN = Text("Không có tài liệu nào mang mã băm {found}.", "No trusted document has the hash {found}.")
NOT_TRUSTED = Text(
    "Chỉ nhận các thao tác đã đăng ký trước; hãy gửi mã băm.",
    "Only operations of the manifest are served; send a hash.",
)


@dataclass(frozen=True)
class TrustedDocuments:
    """A manifest of operations by the SHA-256 (hex) of their text; with `only`, nothing else is served."""

    texts: Mapping[str, str] = field(default_factory=dict)
    only: bool = False

    @classmethod
    def load(cls, manifest: Path, *, only: bool = False) -> TrustedDocuments:
        """Read a JSON object {hash: text}; raises ValueError for an entry whose hash is not that of its text."""
        texts: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
        for digest, text in texts.items():
            if digest != sha256(text):
                raise ValueError(f"{manifest}: {digest} is not the SHA-256 of its document")
        return cls(texts, only)

    def resolve(self, text: str | None, extensions: Mapping[str, object] | None) -> str | GraphQLError | None:
        """The document to run: the one asked for by hash, else the text that was sent; None if neither is there."""
        persisted = (extensions or {}).get("persistedQuery")
        digest = persisted.get("sha256Hash") if isinstance(persisted, Mapping) else None
        if isinstance(digest, str):
            known = self.texts.get(digest)
            return known or over(UNKNOWN, "PERSISTED_QUERY_NOT_FOUND", digest, None)
        if text is not None and self.only and sha256(text) not in self.texts:
            return over(NOT_TRUSTED, "NOT_TRUSTED", None, None)
        return text


def sha256(text: str) -> str:
    """The hash by which a document is asked for."""
    return hashlib.sha256(text.encode()).hexdigest()
