"""The ranking on a test collection, next to simpler rankings of the same events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

import bm25s
import numpy as np

from model.candidate import Candidate
from model.circumstances import WEIGHTS
from model.collection import NOW, Judgment, Request
from model.considered import consider
from model.group_rules import RULES, Fits, Order
from model.index import Index
from model.metrics import ndcg_at_k, precision_at_k
from model.outing import Aim, Outing, Partner, Want
from model.ranking import rank
from model.selection import one_per_event
from model.taste import Reader

TOP, FEW = 10, 5
GOOD = 2


@dataclass(frozen=True, slots=True)
class Collection:
    """The events of a collection, and how wishes are read."""

    index: Index
    reader: Reader


Ranker = Callable[[Collection, Outing], list[str]]


def ours(events: Collection, outing: Outing) -> list[str]:
    """Every event, best first; those that a filter takes away come last."""
    return _everything(events, outing, _ranked)


def one_partner(events: Collection, outing: Outing) -> list[str]:
    """Ours for one person who likes what both like."""
    likes = ", ".join(partner.likes for partner in outing.partners)
    return ours(events, replace(outing, partners=(Partner(likes=likes),)))


def by_rule(
    rule: Callable[[Fits, Fits, Fits], Order], events: Collection, outing: Outing
) -> list[str]:
    """By another rule for two, without diversity."""
    return _everything(events, outing, partial(_ruled, rule))


def bm25(events: Collection, outing: Outing) -> list[str]:
    """By the words of both partners, as bm25s does by default (k1 = 1.5, b = 0.75)."""
    cards = _cards(events.index)
    index = bm25s.BM25()
    index.index(_tokens([f"{one.name} {one.description}" for one in cards]), show_progress=False)
    (query,) = _tokens([" ".join(partner.likes for partner in outing.partners)])
    best = np.argsort(-index.get_scores(query), kind="stable")
    return [cards[i].event for i in best]


def _tokens(texts: list[str]) -> list[list[str]]:
    return bm25s.tokenize(texts, return_ids=False, show_progress=False)  # type: ignore[no-any-return]


def _everything(
    events: Collection, outing: Outing, ranked: Callable[[Collection, Outing], list[str]]
) -> list[str]:
    best = ranked(events, outing)
    rest = ranked(events, replace(outing, aim=Aim.ANY, faith=Want.ANY, budget=None))
    return list(dict.fromkeys([*best, *rest, *events.index.events]))


def _ranked(events: Collection, outing: Outing) -> list[str]:
    found = rank(events.index, outing, NOW, len(events.index), events.reader)
    return [card.candidate.event for card in found.cards]


def _ruled(
    rule: Callable[[Fits, Fits, Fits], Order], events: Collection, outing: Outing
) -> list[str]:
    seen = consider(events.index, outing, NOW, events.reader)
    scored = seen.scored(np.arange(len(seen.ids)))
    ids, parts = seen.ids, scored.parts
    kept = one_per_event(events.index, ids, scored.scores)
    rest = scored.scores - WEIGHTS["interest"] * parts["interest"]
    order = rule(parts["interest_a"][kept], parts["interest_b"][kept], rest[kept])
    numbers = events.index["event"][ids[kept[order]]]
    return [events.index.events[number] for number in numbers]


def _cards(index: Index) -> list[Candidate]:
    return [index.card(row) for row in range(len(index))]


RANKERS: Mapping[str, Ranker] = {
    "ours": ours,
    "one averaged partner": one_partner,
    **{name: partial(by_rule, rule) for name, rule in RULES.items()},
    "bm25": bm25,
}


def figures(
    events: Collection,
    requests: Sequence[Request],
    judged: Mapping[str, Mapping[str, Judgment]],
) -> dict[str, dict[str, float]]:
    """Mean figures of each ranker over the requests that have judgments.

    Events that nobody judged are left out of a list before it is measured (condensed lists).
    """
    known = {one.event: one for one in _cards(events.index)}
    found = {}
    for name, ranker in RANKERS.items():
        rows = [
            of_one(ranker(events, one.outing), judged[one.id], known)
            for one in requests
            if one.id in judged
        ]
        found[name] = {key: float(np.mean([row[key] for row in rows])) for key in rows[0]}
    return found


def of_one(
    ids: Sequence[str], judged: Mapping[str, Judgment], known: Mapping[str, Candidate]
) -> dict[str, float]:
    """The figures of one list: relevance, both partners' fit, the worse-off one's, diversity."""
    condensed = [judged[id_] for id_ in ids if id_ in judged]
    grades = [one.grade for one in condensed]
    top = condensed[:TOP]
    fits = [(one.a, one.b) for one in top]
    a, b = (sum(fit[side] for fit in fits) / (2 * TOP) for side in (0, 1))
    return {
        "ndcg_at_10": ndcg_at_k(grades, [one.grade for one in judged.values()], TOP),
        "precision_at_5": precision_at_k(grades, FEW, GOOD),
        "both_satisfied": sum(min(fit) >= 1 for fit in fits) / TOP,
        "worse_off": min(a, b),
        "diversity": diversity([known[id_] for id_ in ids[:TOP]]),
    }


def diversity(cards: Sequence[Candidate]) -> float:
    """Mean distance of two cards: one less the Jaccard likeness of their kinds and interests."""
    traits = [{one.kind, *one.interests} for one in cards]
    pairs = list(combinations(traits, 2))
    return sum(1 - len(x & y) / len(x | y) for x, y in pairs) / len(pairs) if pairs else 0.0
