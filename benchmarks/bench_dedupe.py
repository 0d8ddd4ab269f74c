"""Our matcher of duplicates and dedupe's, learned from and judged by the same labelled pairs.

Each town's pairs are judged by what learned from the other towns alone.  dedupe compares names,
texts, places, days, hours, pages and sources with its own comparators, weighs them by its own
classifier, and merges from its usual 0.5 on; its search for candidates is not needed here.
Prints quality, and the CPU time to judge a pair.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import dedupe
import numpy as np
from bench_match import document_frequencies
from corpus import needed
from dedupe.variables import Exact, String, Text
from figures import Figure, tell
from labelled_pairs import left_out
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score, precision_score

from model.event import Listing
from model.likeness import Idf, likeness
from model.matcher import Decision, Matcher
from pipeline.series import announced

Pair = tuple[Listing, Listing]
MERGE = 0.5


class Judged(NamedTuple):
    """Of each pair: how probable it is that both are one event, and whether they are merged."""

    p_same: NDArray[np.float64]
    merged: NDArray[np.bool_]


Judge = Callable[[Sequence[Pair]], Judged]


def ours(idf: Idf, pairs: Sequence[Pair], same: Sequence[bool]) -> Judge:
    """Our matcher, fitted to *pairs*."""
    fitted = Matcher.fit(idf, [likeness(announced(a), announced(b), idf) for a, b in pairs], same)

    def judge(pairs: Sequence[Pair]) -> Judged:
        found = [fitted.match(announced(a), announced(b)) for a, b in pairs]
        merged = np.array([one.decision is Decision.MERGE for one in found])
        return Judged(np.array([one.p_same for one in found]), merged)

    return judge


def theirs(pairs: Sequence[Pair], same: Sequence[bool]) -> Judge:
    """Comparators and classifier of dedupe, fitted to *pairs*."""
    records = [(_record(a), _record(b)) for a, b in pairs]
    texts = [one["text"] for pair in records for one in pair if one["text"]]
    fields = [String("name"), String("place", has_missing=True), Exact("source")]
    fields += [Exact(name, has_missing=True) for name in ("day", "hour", "url")]
    fields.append(Text("text", corpus=texts, has_missing=True))
    learner = dedupe.Dedupe(fields, num_cores=0)
    learner.classifier.n_jobs = 1
    learner.classifier.fit(learner.data_model.distances(records), np.array(same))

    def judge(pairs: Sequence[Pair]) -> Judged:
        distances = learner.data_model.distances([(_record(a), _record(b)) for a, b in pairs])
        p_same = learner.classifier.predict_proba(distances)[:, 1]
        return Judged(p_same, p_same >= MERGE)

    return judge


def _record(one: Listing) -> dict[str, str | None]:
    """A listing as dedupe reads it: lower case, None where nothing is stated."""
    event, first = one.event, one.occurrences[0]
    place = event.location
    stated = {
        "name": event.name,
        "text": event.description[:2000],
        "place": f"{place.name} {place.address}".strip() if place else "",
        "day": f"{first.start_date:%Y-%m-%d}",
        "hour": "" if first.all_day else f"{first.start_date:%H:%M}",
        "url": event.url,
        "source": one.source,
    }
    return {name: text.casefold() or None for name, text in stated.items()}


def figures(same: NDArray[np.bool_], mine: Judged, peer: Judged, ms: list[float]) -> list[Figure]:
    """Ours next to dedupe's."""
    of = {"of": "dedupe"}

    def quality(name: str, score: Callable[[Judged], float]) -> Figure:
        return Figure(name, score(mine), limit=1, peer=score(peer), better="more", **of)

    return [
        quality("average precision", lambda one: average_precision_score(same, one.p_same)),
        quality("precision of what is merged", lambda one: precision_score(same, one.merged)),
        quality("F1 of what is merged", lambda one: f1_score(same, one.merged)),
        Figure("CPU of a pair, both read anew", ms[0], "ms", peer=ms[1], **of),
    ]


def main() -> int:
    """Have both judge each town by the others, and print the figures."""
    needed()
    warnings.simplefilter("ignore")
    learners = (partial(ours, document_frequencies()), theirs)
    same: list[bool] = []
    judged: list[list[Judged]] = [[], []]
    seconds = [0.0, 0.0]
    for rest, here in left_out():
        same += [label for *_, label in here]
        for number, learn in enumerate(learners):
            judge = learn([(a, b) for _, a, b, _ in rest], [label for *_, label in rest])
            start = time.process_time()
            judged[number].append(judge([(a, b) for _, a, b, _ in here]))
            seconds[number] += time.process_time() - start
    mine, peer = (Judged(*map(np.concatenate, zip(*towns, strict=True))) for towns in judged)
    print(f"{len(same)} pairs, {sum(same)} of them duplicates; each town judged by the others")
    ms = [one / len(same) * 1000 for one in seconds]
    return tell(*figures(np.array(same), mine, peer, ms))


if __name__ == "__main__":
    sys.exit(main())
