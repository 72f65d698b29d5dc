"""Relay-style pages of this service: forward only, cursors from the key of the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import strawberry

from kernel.graph import PageInfo
from kernel.views import Page, cursor

N = TypeVar("N")

DEFAULT_PAGE = 50


@strawberry.type(description="Một dòng của trang: a node with its cursor")
class NominationEdge(Generic[N]):
    """One node of a connection."""

    cursor: str
    node: N


@strawberry.type(description="Một trang kết quả: one page of a connection")
class NominationConnection(Generic[N]):
    """Some nodes in the order of their key, and whether more follow."""

    edges: list[NominationEdge[N]]
    nodes: list[N]
    page_info: PageInfo


def connection_of(page: Page, key: Sequence[str], node: Callable[[dict[str, Any]], N]) -> NominationConnection[N]:
    """The page of rows as nodes; `key` names the columns that the page was ordered by."""
    edges = [NominationEdge(cursor=cursor([row[name] for name in key], page.of), node=node(row)) for row in page.items]
    info = PageInfo(has_next_page=page.next is not None, end_cursor=edges[-1].cursor if edges else None)
    return NominationConnection(edges=edges, nodes=[edge.node for edge in edges], page_info=info)
