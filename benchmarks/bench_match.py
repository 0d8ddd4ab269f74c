"""Fit the matcher of duplicates to labelled pairs, and say how it does on towns it has not seen.

    python benchmarks/bench_match.py [--write]

The pairs' texts are read from the recorded corpus beside the checkout; the repository holds their
ids and labels only.  With `--write` the matcher that ships is replaced.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpus import announcements, needed
from figures import Figure, tell
from labelled_pairs import Pair, labelled_pairs, left_out

from model.announced import plain_words
from model.likeness import Idf, likeness
from model.matcher import Decision, Matcher
from pipeline.series import announced

TARGET = Path(__file__).parents[1] / "data" / "models" / "matcher.json"
IN_DOCUMENTS = 30
"""A word in fewer announcements is taken for as rare as one in ten of them."""


def document_frequencies() -> Idf:
    """How telling each word of the corpus is."""
    counts: Counter[str] = Counter()
    total = 0
    for listing in announcements():
        event = listing.event
        counts.update({*plain_words(event.name), *plain_words(event.description[:2000])})
        total += 1
    weights = {
        word: math.log(total / count) for word, count in counts.items() if count >= IN_DOCUMENTS
    }
    return Idf(weights, math.log(total / 10))


def fitted_to(pairs: Sequence[Pair], idf: Idf) -> Matcher:
    """A matcher that learned from *pairs*."""
    alike = [likeness(announced(a), announced(b), idf) for _, a, b, _ in pairs]
    return Matcher.fit(idf, alike, [same for *_, same in pairs])


def main() -> int:
    """Print the figures of leave-one-town-out; with --write, keep the matcher."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    needed()
    idf = document_frequencies()
    decided: Counter[tuple[Decision, bool]] = Counter()
    for rest, here in left_out():
        fitted = fitted_to(rest, idf)
        for _, a, b, same in here:
            decided[fitted.match(announced(a), announced(b)).decision, same] += 1
    same = sum(count for (_, label), count in decided.items() if label)
    merged = decided[Decision.MERGE, True]
    found = merged + decided[Decision.REVIEW, True]
    precision = merged / (merged + decided[Decision.MERGE, False])
    print(f"{decided.total()} pairs, {same} of them duplicates; each town judged by the others")
    if write:
        TARGET.write_text(fitted_to(list(labelled_pairs()), idf).dumps(), "utf-8")
        print(f"{TARGET}: {TARGET.stat().st_size / 1000:.0f} kB, {len(idf.weights)} words")
    return tell(
        Figure("precision of what is merged", precision, limit=0.98, better="more"),
        Figure("recall of what is merged", merged / same, limit=0.80, better="more"),
        Figure("recall of what is merged or shown", found / same, limit=0.95, better="more"),
    )


if __name__ == "__main__":
    sys.exit(main())
