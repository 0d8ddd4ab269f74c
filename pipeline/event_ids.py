"""Which event keeps which id, so that a saved event stays saved."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

from model.event import Listing
from pipeline.listing_tables import Stored


def event_ids(events: Sequence[Sequence[Stored]]) -> Iterator[str]:
    """The id of each event: one that its listings had, else one of its own.

    Where an event has come apart, its id goes with most of its listings, of as many with those
    that take place last.

    Args:
        events: the listings of each as they stand in the catalogue, the primary first.
    """
    claims: dict[str, list[tuple[int, datetime, int]]] = defaultdict(list)
    for number, records in enumerate(events):
        for id_ in {record.event for record in records if record.event}:
            heirs = [record.listing for record in records if record.event == id_]
            claims[id_].append((len(heirs), _last(heirs), -number))
    kept = {id_: -max(rivals)[2] for id_, rivals in claims.items()}
    taken = set(kept)
    for number, records in enumerate(events):
        known = (record.event for record in records if kept.get(record.event) == number)
        yield next(known, None) or _new(records[0].listing, taken)


def _last(listings: Sequence[Listing]) -> datetime:
    return max(one.start_date for listing in listings for one in listing.occurrences)


def _new(primary: Listing, taken: set[str]) -> str:
    """An id that follows from the primary, and that no other event has."""
    for attempt in count():
        text = f"{primary.source}\0{primary.uid}" + f"\0{attempt}" * bool(attempt)
        id_ = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
        if id_ not in taken:
            break
    taken.add(id_)
    return id_
