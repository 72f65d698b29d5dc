"""One graph over the services: prepares an operation once, plans it once, carries it out each time it is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    execute_sync,
    get_operation_ast,
    get_variable_values,
    parse,
    validate,
)

from gateway import limits as bounds
from gateway import requests
from gateway.cost import CostEstimate
from gateway.execute import Answer, Call, Execution, Transport
from gateway.limits import Limits, over
from gateway.plan import Plan
from gateway.selection import Flattener, InvalidDocument, condition_variables
from gateway.supergraph import Supergraph
from gateway.wording import Wrong, worded
from kernel import tracing
from kernel.explanation import Text

DOCUMENTS_KEPT = 256
PLANS_KEPT = 512
INTROSPECTIONS_KEPT = 8
"""An answer about the whole schema is large and slow to make, and tools ask for it in a few fixed ways."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A document that was parsed, measured and validated once; `errors` if it may not run at all."""

    document: DocumentNode = field(default_factory=lambda: DocumentNode(definitions=()))
    errors: tuple[GraphQLError, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a client sent: the document's text, its variables, and which of its operations to run."""

    text: str
    variables: Mapping[str, object] = field(default_factory=dict)
    operation: str | None = None


class OperationKindRefused(Exception):
    """The operation is of a kind that this way of asking does not allow (a mutation by GET)."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Federation:
    """A composed supergraph that can be asked; raises `lint.UnplannableSupergraph` if it cannot be served exactly.

    Documents and plans are kept (bounded) by their text, a plan also by the values of its @skip and @include variables.
    """

    def __init__(self, sdl: str, transport: Transport, limits: Limits | None = None) -> None:
        self.supergraph = Supergraph.load(sdl)
        self.transport = transport
        self.limits = limits or Limits()
        self.prepare = lru_cache(DOCUMENTS_KEPT)(self._prepare)
        self.plan = lru_cache(PLANS_KEPT)(self._plan)
        self.introspect = lru_cache(INTROSPECTIONS_KEPT)(self._introspect_once)

    async def execute(self, asked: Asked, context: object, kinds: Collection[str] | None = None) -> Answer:
        """Answer one operation; `kinds` are those allowed (`query`, `mutation`), None for all.

        Raises `OperationKindRefused`. Everything else that can go wrong is in the answer's `errors`.
        """
        prepared = self.prepare(asked.text)
        if prepared.errors:
            return Answer(None, list(prepared.errors))
        operation = get_operation_ast(prepared.document, asked.operation)
        if operation is None:
            return Answer(None, [_no_operation(asked.operation)])
        if kinds is not None and operation.operation.value not in kinds:
            raise OperationKindRefused(operation.operation.value)
        coerced = get_variable_values(
            self.supergraph.api, operation.variable_definitions or (), dict(asked.variables), max_errors=10
        )
        if isinstance(coerced, list):
            return Answer(None, worded(coerced, Wrong.VARIABLES))
        conditions = tuple(bool(coerced.coerced.get(name)) for name in prepared.conditions)
        plan = self.plan(asked.text, asked.operation, conditions)
        cost = CostEstimate(coerced.coerced, self.limits.list_size).of(plan.fields)
        if cost > self.limits.cost:
            return Answer(None, [over(bounds.TOO_COSTLY, "TOO_COSTLY", cost, self.limits.cost)])
        known = self._known(plan, asked)
        call = Call(self.supergraph.services, self.transport, asked.variables, context, self.limits.seconds)
        with tracing.span(f"graphql {operation.operation.value}") as span:
            if span is not None:
                span.set_attribute("fields", _fields(operation))
            return await Execution(plan, call, known).run()

    def _prepare(self, text: str) -> Prepared:
        if too_much := bounds.check_text(text, self.limits):
            return Prepared(errors=(too_much,))
        try:
            document = parse(text, allow_empty_selection_sets=False)
        except GraphQLSyntaxError as error:
            return Prepared(errors=tuple(worded([error], Wrong.SYNTAX)))
        if too_much := bounds.check_document(document, self.limits):
            return Prepared(errors=(too_much,))
        errors = validate(self.supergraph.api, document, max_errors=20, allow_empty_selection_sets=False)
        wrong = tuple(worded(errors, Wrong.DOCUMENT))
        return Prepared(document, wrong, () if errors else condition_variables(document))

    def _plan(self, text: str, name: str | None, values: tuple[bool, ...]) -> Plan:
        prepared = self.prepare(text)
        operation = get_operation_ast(prepared.document, name)
        if operation is None:
            raise InvalidDocument(str(name))
        conditions = dict(zip(prepared.conditions, values, strict=True))
        flattener = Flattener(self.supergraph.api, prepared.document, conditions)
        flat = flattener.flatten(operation)
        return requests.plan(self.supergraph, operation, flat, flattener.introspection(operation))

    def _known(self, plan: Plan, asked: Asked) -> Answer:
        """What the gateway knows itself: the public schema."""
        if plan.introspection is None:
            return Answer({}, [])
        if asked.variables:
            return self._introspect(plan.introspection, asked.variables)
        return self.introspect(plan)

    def _introspect_once(self, plan: Plan) -> Answer:
        return self._introspect(plan.introspection or DocumentNode(definitions=()), {})

    def _introspect(self, document: DocumentNode, variables: Mapping[str, object]) -> Answer:
        result = execute_sync(self.supergraph.api, document, variable_values=dict(variables))
        return Answer(result.data, list(result.errors or ()))


def _fields(operation: OperationDefinitionNode) -> list[str]:
    """What is asked for by the schema's names; aliases and the operation's name are the client's, and say anything."""
    selected = operation.selection_set.selections
    return sorted({each.name.value for each in selected if isinstance(each, FieldNode)})


def _no_operation(name: str | None) -> GraphQLError:
    if name is None:
        text = Text(
            "Tài liệu có nhiều thao tác: hãy nêu `operationName`.", "Several operations: name one by `operationName`."
        )
    else:
        text = Text("Không có thao tác tên `{found}`.", "There is no operation named `{found}`.")
    return over(text, "NO_SUCH_OPERATION", name, None)
