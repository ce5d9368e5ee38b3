"""Filters by a question, each answer of which is a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import SimpleListFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import Q, QuerySet
    from django.http import HttpRequest
    from django.utils.functional import Promise

    Answer = tuple[str | Promise, Q | Callable[[QuerySet[Any]], QuerySet[Any]]]


def question(name: str, text: str | Promise, answers: Mapping[str, Answer]) -> type[SimpleListFilter]:
    """Return a filter: `?name=answer` narrows a list by that answer's condition."""

    class Question(SimpleListFilter):
        """A filter by the answers given."""

        title = text  # type: ignore[assignment]
        parameter_name = name

        def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:  # noqa: ARG002
            """Return the answers."""
            return [(value, label) for value, (label, _condition) in answers.items()]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
            """Return what the chosen answer leaves."""
            value = self.value() or ""
            if value not in answers:
                return queryset
            condition = answers[value][1]
            return condition(queryset) if callable(condition) else queryset.filter(condition)

    return Question
