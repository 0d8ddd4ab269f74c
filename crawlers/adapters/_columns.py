"""What the columns of a page's tables are headed."""

from __future__ import annotations

import re
from typing import Any

from crawlers.adapters._html import words
from crawlers.adapters._mentions import dates

MAX_HEADER = 40
ROWS_LOOKED_AT = 3
NAME = re.compile(
    r"\b(?:events?|name|title|meetings?|what|subject|program(?:me)?s?|topic|activity|committee|"
    r"board|body|class|course|show|performance|evento|actividad)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(?:locations?|where|venue|place|address|room|lugar|dónde)\b", re.IGNORECASE)
OTHER = re.compile(
    r"\b(?:dates?|times?|when|day|month|year|videos?|audio|status|"
    r"documents?|details?|links?|materials?|notices?|recordings?|presentations?|deadlines?|type|"
    r"age|cost|price|fee|phone|contact|download|notes?|#|no|fecha|hora)\b",
    re.IGNORECASE,
)


def columns(root: Any) -> dict[Any, str]:
    """The header over each cell of the tables under *root* that have headers."""
    found: dict[Any, str] = {}
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if _table_of(row) is table]
        for number, row in enumerate(rows[:ROWS_LOOKED_AT]):
            headers = [words(cell) for cell in _cells(row)]
            if _is_header(row, headers):
                for below in rows[number + 1 :]:
                    cells = _cells(below)
                    if len(cells) == len(headers):
                        found.update(zip(cells, headers, strict=True))
                break
    return found


def role(header: str) -> str:
    """What a column headed so holds: "name", "place", "other" or "" when it does not say.

    >>> role("Event Name"), role("Meeting Date"), role("Where"), role("Band")
    ('name', 'other', 'place', '')
    """
    if PLACE.search(header):
        return "place"
    if OTHER.search(header):
        return "other"
    return "name" if NAME.search(header) else ""


def _is_header(row: Any, headers: list[str]) -> bool:
    if len(headers) < 2 or any(len(one) > MAX_HEADER or dates(one) for one in headers):
        return False
    is_marked = all(cell.tag == "th" for cell in _cells(row)) or row.getparent().tag == "thead"
    return is_marked or sum(bool(role(one)) for one in headers) >= 2


def _table_of(row: Any) -> Any:
    return next(row.iterancestors("table"), None)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]
