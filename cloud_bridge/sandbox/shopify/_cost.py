"""What a query costs before and after it ran: an object a point, a page its length times what is in it, a change ten.

Source: shopify.dev, "GraphQL Admin API rate limits", cost calculation. Shopify's own sums may be lower: this is the
plain rule, without its rebates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    InlineFragmentNode,
    OperationDefinitionNode,
    get_named_type,
    is_leaf_type,
    value_from_ast_untyped,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLSchema, SelectionSetNode

MUTATION = 10
PAGE = 2


class Cost:
    """The cost of one operation of a document with its variables."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments: dict[str, FragmentDefinitionNode] = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
        self.is_mutation = self._operation.operation.value == "mutation"

    def requested(self) -> int:
        """Return the most it can cost."""
        root = self._schema.mutation_type if self.is_mutation else self._schema.query_type
        return self._selection(self._operation.selection_set, root) + MUTATION * self.is_mutation

    def actual(self, data: Any) -> int:
        """Return what it did cost: an object a point."""
        return _objects(data) - 1 + MUTATION * self.is_mutation if data else 0

    def _selection(self, selection: SelectionSetNode | None, of: Any) -> int:
        total = 0
        for node in selection.selections if selection else ():
            if isinstance(node, FieldNode):
                total += self._field(node, of)
            elif isinstance(node, InlineFragmentNode):
                name = node.type_condition.name.value if node.type_condition else of.name
                total += self._selection(node.selection_set, self._schema.type_map[name])
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                total += self._selection(
                    fragment.selection_set, self._schema.type_map[fragment.type_condition.name.value]
                )
        return total

    def _field(self, node: FieldNode, of: Any) -> int:
        field = of.fields.get(node.name.value) if isinstance(of, GraphQLObjectType) else None
        if field is None or is_leaf_type(get_named_type(field.type)):
            return 0
        of_field = get_named_type(field.type)
        inside = self._selection(node.selection_set, of_field)
        if of_field.name.endswith("Connection"):
            return PAGE + self._argument(node, "first") * inside
        if of_field.name.endswith("Edge"):
            return inside
        if of_field.name == "PageInfo":
            return 0
        length = "ids" if of.name == "QueryRoot" and node.name.value == "nodes" else "first"
        return self._argument(node, length, 1) * (1 + inside)

    def _argument(self, node: FieldNode, name: str, default: int = 0) -> int:
        for argument in node.arguments or ():
            if argument.name.value == name:
                value = value_from_ast_untyped(argument.value, dict(self._variables))
                return len(value) if isinstance(value, list) else int(value or 0)
        return default


def _objects(data: Any) -> int:
    if isinstance(data, dict):
        return 1 + sum(_objects(value) for value in data.values())
    if isinstance(data, list):
        return sum(_objects(value) for value in data)
    return 0
