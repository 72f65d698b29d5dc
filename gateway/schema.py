"""The federated graph in the shape that Strawberry's router serves."""

from __future__ import annotations

from collections.abc import Iterable

from graphql import GraphQLError, print_schema
from strawberry.exceptions import MissingQueryError
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from gateway.documents import TrustedDocuments
from gateway.federation import Asked, Federation, OperationKindRefused


class FederatedSchema:
    """A `Federation` with as much of Strawberry's schema protocol as its router uses for queries and mutations.

    The rest of the protocol (Python types, subscriptions, synchronous execution) has no meaning here and is left out.
    """

    def __init__(self, federation: Federation, documents: TrustedDocuments | None = None) -> None:
        self.config = StrawberryConfig()
        self.federation = federation
        self.documents = documents or TrustedDocuments()

    async def execute(  # noqa: PLR0913, PLR0917 (Strawberry's signature)
        self,
        query: str | None,
        variable_values: dict[str, object] | None = None,
        context_value: object = None,
        root_value: object = None,  # noqa: ARG002
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, object] | None = None,
    ) -> ExecutionResult:
        """Answer one operation, given as text or by the hash of a trusted document."""
        text = self.documents.resolve(query, operation_extensions)
        if text is None:
            raise MissingQueryError
        if isinstance(text, GraphQLError):
            return ExecutionResult(data=None, errors=[text])
        kinds = None if allowed_operation_types is None else {each.value for each in allowed_operation_types}
        asked = Asked(text, variable_values or {}, operation_name)
        try:
            answer = await self.federation.execute(asked, context_value, kinds)
        except OperationKindRefused as refused:
            raise InvalidOperationTypeError(OperationType(refused.kind)) from refused
        return ExecutionResult(data=answer.data, errors=answer.errors or None)

    def as_str(self) -> str:
        """The public SDL."""
        return print_schema(self.federation.supergraph.api)
