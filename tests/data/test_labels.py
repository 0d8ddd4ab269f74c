"""The texts that the classifier learns from are many, and no two alike."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from pipeline.labels_file import shipped

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "events_dev.jsonl"
WORDS = 3
BORROWED = 6
ALIKE = 0.5
MAX_SHARE = 0.10


def texts():
    rows = (json.loads(line) for file in shipped() for line in file.read_text().splitlines())
    return {row["id"]: f"{row['title']} {row['description']}" for row in rows}


def sequences(text, length=WORDS):
    """Runs of so many words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def near_duplicates(found):
    """Pairs of ids that share half of their three-word sequences."""
    runs = {
        id_: sequences(text) or {tuple(re.findall(r"\w+", text.lower()))}
        for id_, text in found.items()
    }
    holders = defaultdict(list)
    for id_, own in runs.items():
        for run in own:
            holders[run].append(id_)
    pairs = []
    for id_, own in runs.items():
        shared = Counter(other for run in own for other in holders[run] if other > id_)
        pairs += [
            (id_, other)
            for other, count in shared.items()
            if count / len(own | runs[other]) >= ALIKE
        ]
    return pairs


def test_there_are_enough_and_few_are_alike():
    """At least 3,000, and fewer than one in ten has a near-duplicate."""
    found = texts()
    pairs = near_duplicates(found)
    share = len({id_ for pair in pairs for id_ in pair}) / len(found)

    assert len(found) >= 3000
    assert share <= MAX_SHARE, f"{share:.1%} have a near-duplicate, such as {pairs[:5]}"


def test_near_duplicates_are_seen():
    """A few words changed do not hide a copy; the same theme in other words is none."""
    pairs = near_duplicates(
        {
            "a": "Join us for a lively evening of pottery by the river, clay included",
            "b": "Join us for a lively evening of pottery by the harbour, clay included",
            "c": "Throw a bowl at dusk while the river goes by",
        }
    )

    assert pairs == [("a", "b")]


def copied(written, published):
    """Ids whose text shares a run of BORROWED words with a published announcement."""
    theirs = {run for text in published for run in sequences(text, BORROWED)}
    return [id_ for id_, text in written.items() if sequences(text, BORROWED) & theirs]


@pytest.mark.skipif(not GOLD.exists(), reason="needs the gold announcements beside the project")
def test_nothing_is_taken_from_the_announcements_that_measure_it():
    """What the classifier is measured on is not what it learned, in words or in sentences."""
    gold = [json.loads(line) for line in GOLD.read_text().splitlines()]

    assert copied(texts(), [f"{row['title']}\n{row['description']}" for row in gold]) == []


def test_a_borrowed_sentence_is_seen():
    """Six words in a row are a copy; a common phrase is not."""
    published = ["Bring a friend who has never once held a brush, and stay for the soup"]

    assert copied(
        {
            "own": "Bring a friend, stay for tea",
            "borrowed": "Come along with a friend who has never once held a brush!",
        },
        published,
    ) == ["borrowed"]
