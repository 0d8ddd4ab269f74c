"""Where an organisation is, by the addresses on its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import zipcodes

ADDRESS = re.compile(r"([A-Z][A-Za-z.' -]{2,28}),?\s+([A-Z]{2})\.?,?\s+(\d{5})(?:-\d{4})?\b")
WORDS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]+>", re.DOTALL | re.IGNORECASE)


def whereabouts(pages: Iterable[bytes]) -> tuple[str, str]:
    """The town that the pages' addresses are most often in, and its zone; "" for neither.

    >>> whereabouts([b"<p>12 Mill Lane, Montclair, NJ 07042</p>"])
    ('Montclair, NJ', 'America/New_York')
    """
    found: Counter[tuple[str, str]] = Counter()
    for page in pages:
        text = WORDS.sub(" ", page.decode("utf-8", "replace"))
        for _, state, code in ADDRESS.findall(text):
            for row in zipcodes.matching(code):  # type: ignore[no-untyped-call]
                if row["state"] == state:
                    found[f"{row['city']}, {state}", row["timezone"]] += 1
    return found.most_common(1)[0][0] if found else ("", "")
