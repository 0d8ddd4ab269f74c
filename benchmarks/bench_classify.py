"""Announcements classified a second on one core, with the time to load and the memory at the peak.

The announcements are every ninth of the recorded corpus beside the checkout, or else the texts
that ship, several times over.  The peer is the same texts through the bare scikit-learn parts,
which vectorise and predict the audience alone; ours finds phrases and families of words, predicts
kind, interests and setting too, and says why.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import gzip
import json
import resource
import sys
import time
from importlib.resources import files
from pathlib import Path

from figures import Figure, tell

from model.evaluate import announcement
from model.features import columns
from model.labels import Announcement
from pipeline.labels_file import read_examples, shipped
from pipeline.model_store import load_classifier

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "events.jsonl.gz"
EVERY = 9
RATE, LOAD, MEMORY, RATIO = 5000, 1.5, 600, 3.0
"""At least so many a second; at most so many seconds, megabytes, and times the bare parts."""


def texts() -> list[Announcement]:
    """Real announcements where there are any."""
    if not CORPUS.is_file():
        return [example.announcement for example in read_examples(shipped())[0]] * 3
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        lines = (line for number, line in enumerate(file) if number % EVERY == 0)
        return [announcement(json.loads(line)) for line in lines]


def main() -> int:
    """Classify three times and print the best."""
    start = time.process_time()
    classifier = load_classifier()
    load = time.process_time() - start
    found = texts()
    nothing = [()] * len(found)
    times = []
    for _ in range(3):
        start = time.process_time()
        classifier.predict(found)
        middle = time.process_time()
        X = classifier.features.transform(columns(found, nothing, nothing)).tocsr()
        classifier.parts["friendly"].predict_proba(X)
        times.append((middle - start, time.process_time() - middle))
    ours, bare = (min(column) for column in zip(*times, strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = len(files("data").joinpath("models", "classifier.skops").read_bytes()) / 1e6
    mean = sum(len(one.description) for one in found) / len(found)
    print(f"classify: {len(found)} announcements of {mean:.0f} characters; model of {size:.1f} MB")
    rate, us = len(found) / ours, 1e6 / len(found)
    peer = {"peer": bare * us, "of": "the bare scikit-learn parts"}
    return tell(
        Figure("classified on one core", rate, "a second", limit=RATE, better="more"),
        Figure("CPU of an announcement", ours * us, "µs", limit=RATIO, **peer),
        Figure("CPU of loading the classifier", load, "s", limit=LOAD),
        Figure("memory at the peak", memory, "MB", limit=MEMORY),
    )


if __name__ == "__main__":
    sys.exit(main())
