"""Announcements classified a second, against the bare scikit-learn parts on the same texts.

The bare parts vectorise the same columns and predict the audience alone; ours adds phrases,
kind, interests, setting and reasons.  Prints the ratio of their times.
"""

from __future__ import annotations

import sys
import time
from importlib.resources import files

from model.features import columns
from pipeline.labels_file import read_examples, shipped
from pipeline.model_store import load_classifier

LIMIT = 6.0


def main() -> int:
    """Classify the shipped training texts three times and print the best."""
    start = time.process_time()
    classifier = load_classifier()
    load = time.process_time() - start
    texts = [example.announcement for example in read_examples(shipped())[0]]
    bare_columns = columns(texts, [()] * len(texts))
    times = []
    for _ in range(3):
        start = time.process_time()
        classifier.predict(texts)
        middle = time.process_time()
        classifier.audience.predict_proba(classifier.features.transform(bare_columns))
        times.append((middle - start, time.process_time() - middle))
    ours, bare = (min(column) for column in zip(*times, strict=True))
    size = len(files("data").joinpath("models", "classifier.skops").read_bytes()) / 1e6
    print(
        f"classify: {len(texts)} announcements; model of {size:.1f} MB loaded in {load:.2f} s CPU"
    )
    print(f"  ours {len(texts) / ours:.0f} texts/s, bare parts {len(texts) / bare:.0f} texts/s")
    print(f"  ratio {ours / bare:.2f} (limit {LIMIT})")
    return int(ours / bare > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
