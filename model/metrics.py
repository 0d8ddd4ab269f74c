"""Figures for classifiers and rankings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2

import numpy as np
from numpy.typing import ArrayLike


def expected_calibration_error(p: ArrayLike, is_true: ArrayLike, bins: int = 10) -> float:
    """How far probabilities are from frequencies, on average.

    The probabilities are cut into *bins* of equal width; each bin's distance between mean
    probability and share of true ones counts by its size (Naeini, Cooper and Hauskrecht 2015).

    Args:
        p: probabilities, shape (n,).
        is_true: what came true, shape (n,).

    >>> expected_calibration_error([0.9, 0.9, 0.1], [1, 1, 0])
    0.1
    """
    probability, truth = np.asarray(p, float), np.asarray(is_true, float)
    where = np.minimum((probability * bins).astype(int), bins - 1)
    total = 0.0
    for number in range(bins):
        inside = where == number
        if inside.any():
            gap = abs(probability[inside].mean() - truth[inside].mean())
            total += float(gap) * float(inside.mean())
    return round(total, 12)


def micro_f1(found: Sequence[Collection[str]], expected: Sequence[Collection[str]]) -> float:
    """F1 of sets of labels, every label of every row counted alike; 0 when nothing is right.

    >>> micro_f1([{"dance"}, {"music"}], [{"dance"}, {"food_drink"}])
    0.5
    """
    hits = sum(len(set(f) & set(e)) for f, e in zip(found, expected, strict=True))
    size = sum(len(set(f)) + len(set(e)) for f, e in zip(found, expected, strict=True))
    return 2 * hits / size if size else 0.0


def precision_at_k(relevance: Sequence[float], k: int, at_least: float = 2) -> float:
    """Share of the first *k* whose relevance is *at_least* so much; what is missing counts as none.

    >>> precision_at_k([3, 0, 2], k=2)
    0.5
    """
    return sum(value >= at_least for value in relevance[:k]) / k


def ndcg_at_k(relevance: Sequence[float], ideal: Sequence[float], k: int) -> float:
    """Normalized discounted cumulative gain of one ranking.

    DCG = Σ (2^rel_i - 1) / log2(i + 1) over ranks i = 1..k (Burges et al. 2005), divided by the
    DCG of all judged values in the best order.

    Args:
        relevance: of what was ranked, best first, each at least 0.
        ideal: of all that was judged, in any order.
        k: cut-off, at least 1.

    Returns:
        0 to 1; 0 when nothing is relevant.

    >>> ndcg_at_k([3, 2], [2, 3], k=2)
    1.0
    """

    def dcg(values: Sequence[float]) -> float:
        return sum((2**value - 1) / log2(rank + 2) for rank, value in enumerate(values[:k]))

    best = dcg(sorted(ideal, reverse=True))
    return dcg(relevance) / best if best else 0.0
