"""What the gateway needs to know from its environment when it runs on its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

SUBGRAPH = "/graphql"
"""Where a service serves its subgraph, beneath its own address."""


class SettingsRefused(ValueError):
    """The environment lacks names or holds values that cannot be used; the text lists all of them."""


@dataclass(frozen=True)
class Settings:
    """Where the services are, where to listen, and which trusted documents to serve.

    Names: `COVENANT_URL`, `SCORING_URL`, `NOMINATION_URL` (each the full address of a subgraph, `…/graphql`; REST is
    found beside it), and optionally `HOST`, `PORT`, `TRUSTED_DOCUMENTS` (a manifest file) and `TRUSTED_DOCUMENTS_ONLY`
    (`1`: serve nothing else).
    """

    urls: Mapping[str, str]
    host: str = "127.0.0.1"
    port: int = 8000
    documents: Path | None = None
    documents_only: bool = False

    @property
    def bases(self) -> Mapping[str, str]:
        """The services' own addresses, beneath which REST and the subgraph lie."""
        return {service: address.removesuffix(SUBGRAPH) for service, address in self.urls.items()}

    @classmethod
    def read(cls, environment: Mapping[str, str], services: Iterable[str]) -> Settings:
        """Read the settings for these services; raises `SettingsRefused` naming everything that is missing or wrong."""
        names = {service: f"{service.upper()}_URL" for service in services}
        wrong = [f"{name} is not set" for name in names.values() if not environment.get(name)]
        given = {name: environment[name] for name in names.values() if environment.get(name)}
        wrong += [
            f"{name} is no http(s) address of a subgraph (…{SUBGRAPH}): {address}"
            for name, address in given.items()
            if not (address.startswith(("http://", "https://")) and address.endswith(SUBGRAPH))
        ]
        port = environment.get("PORT", "8000")
        if not port.isdecimal():
            wrong.append(f"PORT is no number: {port}")
        if wrong:
            raise SettingsRefused("; ".join(wrong))
        documents = environment.get("TRUSTED_DOCUMENTS")
        return cls(
            urls={service: environment[name] for service, name in names.items()},
            host=environment.get("HOST", "127.0.0.1"),
            port=int(port),
            documents=Path(documents) if documents else None,
            documents_only=environment.get("TRUSTED_DOCUMENTS_ONLY") == "1",
        )
