"""Runs of text with a look, for Markdown and for the script that makes cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dashboard.words import plain, visible

MARKDOWN = {"": "{}", "strong": "**{}**", "alarm": ":red[{}]"}


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a line, as they were crawled."""

    text: str
    look: Literal["", "strong", "alarm"] = ""


Line = tuple[Span, ...]


def strong(text: str) -> Line:
    """A line that stands out."""
    return (Span(text, "strong"),)


def markdown(lines: Iterable[Line]) -> str:
    r"""Lines one below the other.

    >>> markdown([(Span("Who?", "alarm"), Span(" *All*"))])
    ':red[Who?] \\*All\\*'
    """
    return "  \n".join(
        "".join(MARKDOWN[span.look].format(_spaced(span.text)) for span in line) for line in lines
    )


def _spaced(text: str) -> str:
    """*text* fit for Markdown, with the space that parts it from what stands before it."""
    return f"{' ' * text.startswith(' ')}{plain(text)}{' ' * text.endswith(' ')}"


def pairs(line: Line) -> list[tuple[str, str]]:
    """Text and look of each span."""
    return [(visible(span.text), span.look) for span in line]
