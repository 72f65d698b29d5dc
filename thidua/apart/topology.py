"""What runs in the distributed run: every process with its command and environment, the same with and without Docker.

`make up` starts these programs under a supervisor, docker-compose.yml has a container for each; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kernel.identity import DEVELOPMENT_ISSUER
from thidua.apart.settings import KEEPS_BALLOT_KEYS, PUBLISHED_ON, SERVICES, database_name

FOLLOWING = ("scoring", "nomination")
"""The services that listen to others."""
GATEWAY = "gateway"


@dataclass(frozen=True)
class Program:
    """One process: what follows `python -m thidua`, what it is told, and where it says that it is well."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    health: str = ""
    """The address that answers 200 as long as it is alive; empty for what only runs to its end."""


@dataclass(frozen=True)
class Site:
    """What differs from one place to another: addresses and files, each as the processes of that place see it.

    `addresses` says host and port of every process that serves; `listening` is the host it binds. Names and values in
    `databases`, `tokens` and `door` go into environments as they are: a value, or a `…_FILE` that holds it.
    """

    listening: str
    addresses: Mapping[str, tuple[str, int]]
    databases: Mapping[str, Mapping[str, str]]
    kafka: str
    tokens: Mapping[str, str]
    ballot_keys: str
    door: Mapping[str, str] = field(default_factory=dict)

    def address(self, name: str) -> str:
        """Where a process is reached by the others."""
        host, port = self.addresses[name]
        return f"http://{host}:{port}"

    def serving(self, name: str) -> Mapping[str, str]:
        """Where a process shall listen."""
        return {"HOST": self.listening, "PORT": str(self.addresses[name][1])}

    def health(self, name: str) -> str:
        """Where a process says that it is well, asked on its own machine."""
        return f"http://127.0.0.1:{self.addresses[name][1]}/healthz"


def names() -> tuple[str, ...]:
    """Every process that serves, in the order they are started."""
    relays = tuple(f"{service}-relay" for service in SERVICES)
    followers = tuple(f"{service}-follower" for service in FOLLOWING)
    return (*(f"{service}-api" for service in SERVICES), *relays, *followers, GATEWAY)


def migrations(site: Site) -> tuple[Program, ...]:
    """What must have run before anything serves: each service's database at its newest revision."""
    return tuple(
        Program(f"{service}-migrate", ("migrate", service), dict(site.databases[service])) for service in SERVICES
    )


def programs(site: Site) -> tuple[Program, ...]:
    """Every process that serves, in the order of `names`."""
    apis = [_api(site, service) for service in SERVICES]
    relays = [_stream(site, service, "relay") for service in SERVICES]
    followers = [_stream(site, service, "follower") for service in FOLLOWING]
    return (*apis, *relays, *followers, _gateway(site))


def _api(site: Site, service: str) -> Program:
    name = f"{service}-api"
    own = {"BALLOT_KEYS": site.ballot_keys} if service == KEEPS_BALLOT_KEYS else {}
    environment = {**site.databases[service], **site.tokens, **own, **site.serving(name)}
    return Program(name, ("api", service), environment, site.health(name))


def _stream(site: Site, service: str, kind: str) -> Program:
    name = f"{service}-{kind}"
    environment = {**site.databases[service], "KAFKA": site.kafka, **site.serving(name)}
    return Program(name, (kind, "run", service), environment, site.health(name))


def _gateway(site: Site) -> Program:
    urls = {f"{service.upper()}_URL": f"{site.address(f'{service}-api')}/{service}/graphql" for service in SERVICES}
    return Program(GATEWAY, ("gateway",), {**urls, **site.door, **site.serving(GATEWAY)}, site.health(GATEWAY))


def database_file(service: str, file: str) -> Mapping[str, str]:
    """A service's database named by a file that holds its URL: the URL holds a password."""
    return {f"{database_name(service)}_FILE": file}


CONTAINER_PORT = 8000
CONTAINERS = Site(
    listening="0.0.0.0",  # noqa: S104 (inside a container, on the network of this run alone)
    addresses={name: (name, CONTAINER_PORT) for name in names()},
    databases={each: database_file(each, f"/run/secrets/{each}_database") for each in SERVICES},
    kafka="kafka:9092",
    tokens={
        "TOKEN_ISSUER": DEVELOPMENT_ISSUER,
        "TOKEN_KEYS": "/run/secrets/token_keys",
        PUBLISHED_ON: "127.0.0.1",
    },
    ballot_keys="/var/lib/thidua/ballot-keys",
    door={"DEVELOPMENT_KEY": "/run/secrets/development_key", PUBLISHED_ON: "127.0.0.1"},
)
"""The run of docker-compose.yml, when nothing else is asked of it."""
