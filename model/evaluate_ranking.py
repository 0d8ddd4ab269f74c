"""The ranking on a test collection, next to simpler rankings of the same events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import bm25s
import numpy as np

from model.candidate import Candidate
from model.collection import NOW, Judgment, Request
from model.metrics import ndcg_at_k, precision_at_k
from model.outing import Outing, Partner, Want
from model.ranking import rank
from model.taste import Reader

TOP, FEW = 10, 5
GOOD = 2
Ranker = Callable[[Sequence[Candidate], Outing, Reader], list[str]]


def ours(candidates: Sequence[Candidate], outing: Outing, reader: Reader) -> list[str]:
    """Every event, best first; those that a filter takes away come last."""
    best = _ranked(candidates, outing, reader)
    everything = replace(outing, faith=Want.ANY, budget=None)
    rest = [*_ranked(candidates, everything, reader), *sorted(one.event for one in candidates)]
    return list(dict.fromkeys([*best, *rest]))


def averaged(candidates: Sequence[Candidate], outing: Outing, reader: Reader) -> list[str]:
    """Ours for one person who likes what both like."""
    likes = ", ".join(partner.likes for partner in outing.partners)
    return ours(candidates, replace(outing, partners=(Partner(likes=likes),)), reader)


def bm25(candidates: Sequence[Candidate], outing: Outing, reader: Reader) -> list[str]:
    """By the words of both partners, as bm25s does by default (k1 = 1.5, b = 0.75)."""
    index = bm25s.BM25()
    texts = [f"{one.name} {one.description}" for one in candidates]
    index.index(_tokens(texts), show_progress=False)
    (query,) = _tokens([" ".join(partner.likes for partner in outing.partners)])
    best = np.argsort(-index.get_scores(query), kind="stable")
    return [candidates[i].event for i in best]


def _tokens(texts: list[str]) -> list[list[str]]:
    return bm25s.tokenize(texts, return_ids=False, show_progress=False)  # type: ignore[no-any-return]


RANKERS: Mapping[str, Ranker] = {"ours": ours, "averaged": averaged, "bm25": bm25}


def figures(
    candidates: Sequence[Candidate],
    requests: Sequence[Request],
    judged: Mapping[str, Mapping[str, Judgment]],
    reader: Reader,
) -> dict[str, dict[str, float]]:
    """Mean figures of each ranker over the requests that have judgments.

    Events that nobody judged are left out of a list before it is measured (condensed lists).
    """
    known = {one.event: one for one in candidates}
    found = {}
    for name, ranker in RANKERS.items():
        rows = [
            of_one(ranker(candidates, one.outing, reader), judged[one.id], known)
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


def _ranked(candidates: Sequence[Candidate], outing: Outing, reader: Reader) -> list[str]:
    found = rank(candidates, outing, NOW, len(candidates), reader)
    return [card.candidate.event for card in found.cards]
