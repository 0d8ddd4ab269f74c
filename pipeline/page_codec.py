"""A page that was read, as JSON, to be kept while its source is not finished."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from model.event import SetAside
from pipeline import codec
from pipeline.harvest import Batch, Fetch, Seen
from pipeline.outcomes import KEPT


def to_json(page: Batch) -> str:
    """All that *page* held."""
    return json.dumps(
        {
            "fetch": {**asdict(page.fetch), "fetched_at": page.fetch.fetched_at.isoformat()},
            "listings": [[codec.to_json(one), one.raw] for one in page.listings],
            "set_aside": [asdict(one) for one in page.set_aside],
            "seen": asdict(page.seen) if page.seen is not None else None,
            "unchanged": page.unchanged,
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> Batch:
    """The page that `to_json` wrote; its fetch ended then, and now counts as `kept`."""
    page = read(text)
    return replace(page, fetch=replace(page.fetch, outcome=KEPT))


def read(text: str) -> Batch:
    """The page that `to_json` wrote."""
    document = json.loads(text)
    fetched_at = datetime.fromisoformat(document["fetch"].pop("fetched_at"))
    fetch = Fetch(**document["fetch"], fetched_at=fetched_at)
    return Batch(
        fetch=fetch,
        listings=tuple(codec.from_json(*one) for one in document["listings"]),
        set_aside=tuple(SetAside(**one) for one in document["set_aside"]),
        seen=seen(document["seen"]) if document["seen"] else None,
        unchanged=document["unchanged"],
    )


def seen(row: Mapping[str, Any]) -> Seen:
    """A remembered page whose lists came out of JSON."""
    links = tuple((url, adapter) for url, adapter in row["links"])
    return Seen(**{**row, "uids": tuple(row["uids"]), "links": links})
