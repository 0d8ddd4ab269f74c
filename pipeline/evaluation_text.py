"""The figures of an evaluation, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

SINGLE = (
    ("couples_average_precision", "couples, average precision"),
    ("couples_average_precision_without_pages", "the same without longer web pages"),
    ("brier_p_couples", "Brier score of p_couples"),
    ("expected_calibration_error_p_couples", "expected calibration error of p_couples"),
    ("kind_accuracy", "kind, accuracy"),
    ("interests_micro_f1", "interests, micro-F1"),
    ("setting_accuracy", "setting, accuracy"),
)


def render(figures: Mapping[str, Any]) -> RenderableType:
    """Per-label figures of classifier and baseline, the confusion, and the single figures.

    Then what the host's answers say, and how a new classifier compares with the one in use.
    """
    return Group(*_gold(figures), *_answers(figures), *_compared(figures))


def ranking_table(figures: Mapping[str, Mapping[str, float]]) -> Table:
    """The figures of each ranker, one a row."""
    names = list(next(iter(figures.values())))
    table = Table("ranking", *names)
    for ranker, row in figures.items():
        table.add_row(ranker, *(_number(row[name]) for name in names))
    return table


def _gold(figures: Mapping[str, Any]) -> Iterator[RenderableType]:
    if "rows" in figures:
        yield f"{figures['rows']} announcements"
        yield _audience("classifier", figures["classifier"]["audience"])
        yield _audience("keyword baseline", figures["baseline"]["audience"])
        yield _confusion(figures["classifier"]["audience"])
        yield _singles(figures["classifier"])


def _answers(figures: Mapping[str, Any]) -> Iterator[str]:
    if answers := figures.get("answers"):
        right = f"{answers['audience_accuracy']:.0%}"
        yield f"{right} of the host's {answers['rows']} answers have their audience called right."


def _compared(figures: Mapping[str, Any]) -> Iterator[Table]:
    if compared := figures.get("compared"):
        table = Table("figure", "in use", "new", "", title="new classifier", title_justify="left")
        for one in compared:
            verdict = "worse" if one["is_worse"] else ""
            table.add_row(one["name"], _number(one["in_use"]), _number(one["new"]), verdict)
        yield table


def _audience(title: str, figures: Mapping[str, Any]) -> Table:
    names = ("precision", "recall", "f1", "support")
    table = Table("audience", *names, title=title, title_justify="left")
    for label, row in figures["per_label"].items():
        table.add_row(label, *(_number(row[name]) for name in names))
    table.add_row("macro", "", "", _number(figures["macro_f1"]), "")
    return table


def _confusion(figures: Mapping[str, Any]) -> Table:
    table = Table("is \\ called", *figures["labels"], title="confusion", title_justify="left")
    for label, row in zip(figures["labels"], figures["confusion"], strict=True):
        table.add_row(label, *map(str, row))
    return table


def _singles(figures: Mapping[str, Any]) -> Table:
    table = Table("figure", "value", title="classifier", title_justify="left")
    for name, words in SINGLE:
        table.add_row(words, _number(figures[name]))
    for label, value in figures["average_precision"].items():
        table.add_row(f"{label}, area under precision and recall", _number(value))
    for label, value in figures["interests_f1"].items():
        table.add_row(f"interest {label}, F1", _number(value))
    return table


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
