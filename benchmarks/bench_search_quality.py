"""How well a couple's wishes are answered, next to searches of the same texts for the same words.

nDCG at 10 over judged requests: ours ranks for two people by labels, words, prices and settings;
bm25s, SQLite's FTS5 and scikit-learn's nearest neighbours are asked for the words of both
partners.  What nobody judged is left out of every list.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import mean

from corpus import needed
from figures import Figure, tell
from peers import PEERS, Texts, asked

from model import collection
from model.candidate import Candidate
from model.evaluate import announcement
from model.evaluate_ranking import Collection, of_one, ours
from model.index import Index
from model.outing import Outing
from model.taste import Reader
from pipeline.model_store import load_classifier

GOLD = Path(__file__).parents[2] / "shared" / "gold"
Ranker = Callable[[Outing], list[str]]


def events() -> Collection:
    """Those of the collection, with what the classifier says of them."""
    lines = (GOLD / "events_dev.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if collection.is_candidate(row)]
    classifier = load_classifier()
    labels = classifier.predict([announcement(row) for row in rows])
    index = Index.of(collection.candidate(row, one) for row, one in zip(rows, labels, strict=True))
    return Collection(index, Reader(index.wording, classifier))


def ndcg(ranker: Ranker, known: dict[str, Candidate]) -> float:
    """The mean over all judged requests."""
    lines = (GOLD / "qrels_dev.jsonl").read_text("utf-8").splitlines()
    judged = collection.judgments([json.loads(line) for line in lines])
    requests = map(collection.request, json.loads((GOLD / "requests_dev.json").read_text("utf-8")))
    return mean(
        of_one(ranker(one.outing), judged[one.id], known)["ndcg_at_10"]
        for one in requests
        if one.id in judged
    )


def main() -> int:
    """Print ours next to each peer's."""
    needed(GOLD / "qrels_dev.jsonl")
    here = events()
    cards = [here.index.card(row) for row in range(len(here.index))]
    known = {card.event: card for card in cards}
    mine = ndcg(lambda outing: ours(here, outing), known)
    figures = []
    for name, peer in PEERS.items():
        found = peer.of([f"{card.name} {card.description}" for card in cards])

        def theirs(outing: Outing, found: Texts = found) -> list[str]:
            return [cards[row].event for row in found.best(asked(outing), len(cards))]

        against = {"peer": ndcg(theirs, known), "of": name, "limit": 1, "better": "more"}
        figures.append(Figure(f"nDCG at 10, next to {name}", mine, **against))
    return tell(*figures)


if __name__ == "__main__":
    sys.exit(main())
