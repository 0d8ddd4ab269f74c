"""The events whose audience is a guess, in the order in which a host's answer teaches most."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.asking import POOL, ask, is_unsure, uncertainty
from pipeline.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Queue:
    """What to ask about.

    Attributes:
        events: announcements with what was predicted, the most useful first.
        unsure: how many events there are in all whose audience is a guess.
        answered: how many a host has labelled.
    """

    events: list[dict[str, Any]]
    unsure: int
    answered: int


def queue(catalogue: Catalogue, limit: int, skipped: Collection[str] = ()) -> Queue:
    """The next events to ask about.

    Args:
        skipped: events that the host would rather not answer now.
    """
    rows = [row for row in catalogue.unanswered() if row["id"] not in skipped]
    p = np.array(
        [[row["p_couples"], row["p_couple_friendly"]] for row in rows], dtype=float
    ).reshape(-1, 2)
    unsure = np.flatnonzero(is_unsure(p))
    bits = uncertainty(p[unsure])
    pool = unsure[np.argsort(-bits, kind="stable")[:POOL]]
    events = catalogue.announcements([rows[i]["id"] for i in pool])
    texts = [f"{one['name']} {one['description'][:500]}" for one in events]
    order = ask(texts, np.sort(bits)[::-1][:POOL], limit)
    return Queue([events[i] for i in order], len(unsure), len(catalogue.answers()))
