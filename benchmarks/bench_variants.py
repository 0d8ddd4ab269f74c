"""Which features and models tell the audience best, on towns that none of them has seen.

Every variant learns from the texts that ship and is measured on the gold labels beside the
checkout.  The last rows learn from the gold labels of the other towns as well, one town left out
at a time.  Prints macro-F1 of the audience, average precision of couples, and the CPU time of
features and audience relative to ours; fails where ours is worse than the best by more than the
limit.  `pip install wordllama` adds the rows with text embeddings.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from corpus import needed
from figures import Figure, tell
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import cross_val_predict
from sklearn.svm import LinearSVC

from model.classifier import find_all
from model.evaluate import announcement
from model.features import build_features, columns
from model.labels import Announcement
from pipeline.labels_file import read_examples, shipped

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "events_dev.jsonl"
LIMIT = 0.98
COUPLES, FRIENDLY, OTHER = "couples", "couple_friendly", "other"
Texts = Sequence[Announcement]


class Blocks:
    """The columns of some of our features."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.features = build_features()

    def fit(self, texts: Texts) -> Blocks:
        self.features.fit(columns(texts, *find_all(texts)))
        return self

    def transform(self, texts: Texts) -> Any:
        X = self.features.transform(columns(texts, *find_all(texts))).tocsc()
        wanted = [
            np.arange(*self.features.output_indices_[one].indices(10**9)) for one in self.names
        ]
        return X[:, np.concatenate(wanted)].tocsr()


class Bag:
    """One bag of all the text."""

    def __init__(self, **options: Any) -> None:
        self.vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2, **options)

    def fit(self, texts: Texts) -> Bag:
        self.vectorizer.fit([whole(one) for one in texts])
        return self

    def transform(self, texts: Texts) -> Any:
        return self.vectorizer.transform([whole(one) for one in texts])


class Structure:
    """What is no word: amounts, nights, clock times, length."""

    def fit(self, texts: Texts) -> Structure:
        return self

    def transform(self, texts: Texts) -> Any:
        return sparse.csr_matrix(
            np.array([self.row(whole(one)) for one in texts], dtype=np.float32)
        )

    @staticmethod
    def row(text: str) -> list[float]:
        amounts = [float(one) for one in re.findall(r"[$£€](\d{1,4})", text)]
        hours = [int(one) for one in re.findall(r"\b(1[0-2]|\d)(?::\d\d)? ?[pP]\.?[mM]", text)]
        return [
            bool(amounts),
            np.log1p(max(amounts, default=0)) / 5,
            "free" in text.lower(),
            any(5 <= hour <= 10 for hour in hours),
            bool(re.search(r"(?i)\b(?:nights?|overnight|weekend)\b", text)),
            bool(re.search(r"(?i)\b(?:church|parish|temple|mosque)\b", text)),
            min(1.0, len(text) / 1500),
        ]


class Embedding:
    """Mean word vectors that ship in a package."""

    def __init__(self, scale: float) -> None:
        from wordllama import WordLlama
        from wordllama import __file__ as package

        self.scale = scale
        self.model = WordLlama.load(cache_dir=Path(package).parent, disable_download=True)

    def fit(self, texts: Texts) -> Embedding:
        return self

    def transform(self, texts: Texts) -> Any:
        vectors = self.model.embed([whole(one)[:800] for one in texts], norm=True)
        return sparse.csr_matrix(self.scale * vectors)


class Union:
    """Several side by side."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def fit(self, texts: Texts) -> Union:
        for part in self.parts:
            part.fit(texts)
        return self

    def transform(self, texts: Texts) -> Any:
        return sparse.hstack([part.transform(texts) for part in self.parts]).tocsr()


class TwoSteps:
    """For couples or not, from *first*; then for two or not, from *second*."""

    def __init__(self, first: Any, second: Any, model: Callable[[], BaseEstimator]) -> None:
        self.first, self.second, self.model = first, second, model

    def fit(self, texts: Texts, y: Any) -> TwoSteps:
        rest = y != COUPLES
        self.couples = self.model().fit(self.first.fit(texts).transform(texts), ~rest)
        X = self.second.fit(texts).transform(texts)
        self.friendly = self.model().fit(X[rest], y[rest] == FRIENDLY)
        return self

    def predict(self, texts: Texts) -> tuple[Any, Any]:
        """p_couples, and p_couple_friendly of what is not for couples."""
        X = self.first.transform(texts)
        both = X if self.second is self.first else self.second.transform(texts)
        return score(self.couples, X), score(self.friendly, both)


class Stacked:
    """Scores of several bags on held-out folds, and a model over them."""

    def __init__(self, *bags: Any) -> None:
        self.bags = bags

    def fit(self, texts: Texts, y: Any) -> Stacked:
        self.models, columns_ = [], []
        for bag in self.bags:
            X = bag.fit(texts).transform(texts)
            columns_.append(cross_val_predict(logistic(), X, y, cv=5, method="predict_proba"))
            self.models.append(logistic().fit(X, y))
        self.top = logistic().fit(np.hstack(columns_), y)
        return self

    def predict(self, texts: Texts) -> tuple[Any, Any]:
        parts = [
            m.predict_proba(b.transform(texts)) for m, b in zip(self.models, self.bags, strict=True)
        ]
        return split(self.top.predict_proba(np.hstack(parts)), self.top.classes_)


class OneStep:
    """All three at once."""

    def __init__(self, bag: Any) -> None:
        self.bag = bag

    def fit(self, texts: Texts, y: Any) -> OneStep:
        self.model = logistic().fit(self.bag.fit(texts).transform(texts), y)
        return self

    def predict(self, texts: Texts) -> tuple[Any, Any]:
        return split(self.model.predict_proba(self.bag.transform(texts)), self.model.classes_)


def whole(one: Announcement) -> str:
    """All that an announcement says."""
    return f"{one.title} {one.description} {one.organizer} {one.price_text} {one.audience_text}"


def logistic() -> LogisticRegression:
    return LogisticRegression(C=6, class_weight="balanced", max_iter=500)


def machine() -> LinearSVC:
    return LinearSVC(C=0.5, class_weight="balanced")


def score(model: Any, X: Any) -> Any:
    """A probability, or a margin squashed into one."""
    if hasattr(model, "predict_proba"):
        return model.predict_proba(X)[:, 1]
    return 1 / (1 + np.exp(-3 * model.decision_function(X)))


def split(p: Any, classes: Any) -> tuple[Any, Any]:
    at = list(classes).index
    rest = p[:, at(FRIENDLY)] + p[:, at(OTHER)]
    return p[:, at(COUPLES)], p[:, at(FRIENDLY)] / np.maximum(rest, 1e-9)


def variants() -> dict[str, Any]:
    """By name; ours first."""
    fields = ("title", "text", "host", "tags")
    words = Bag(ngram_range=(1, 2))
    letters = Bag(analyzer="char_wb", ngram_range=(3, 5))
    most = (*fields, "letters", "phrases")
    every = (*most, "topics")
    found: dict[str, Any] = {
        "ours: fields, letters, phrases; then families": TwoSteps(
            Blocks(*most), Blocks(*every), logistic
        ),
        "words": TwoSteps(words, words, logistic),
        "letters": TwoSteps(letters, letters, logistic),
        "words and letters, stacked": Stacked(words, letters),
        "fields": TwoSteps(one := Blocks(*fields), one, logistic),
        "fields, letters": TwoSteps(one := Blocks(*fields, "letters"), one, logistic),
        "fields, letters, phrases": TwoSteps(one := Blocks(*most), one, logistic),
        "everything in both steps": TwoSteps(one := Blocks(*every), one, logistic),
        "everything in one step": OneStep(Blocks(*every)),
        "ours with amounts, nights, hours": TwoSteps(
            Union(Blocks(*most), Structure()), Union(Blocks(*every), Structure()), logistic
        ),
        "ours with a support vector machine": TwoSteps(Blocks(*most), Blocks(*every), machine),
    }
    try:
        vectors = Embedding(0.5)
    except ImportError:
        return found
    found["embeddings"] = TwoSteps(one := Embedding(1), one, logistic)
    found["ours with embeddings"] = TwoSteps(
        Union(Blocks(*most), vectors), Union(Blocks(*every), vectors), logistic
    )
    return found


def figures(rows: Sequence[dict[str, Any]], p: Any, q: Any) -> tuple[float, float, float]:
    """Macro-F1 at the usual threshold, and average precision of couples with and without pages."""
    y = np.array([row["audience"] for row in rows])
    called = np.where(p >= 0.5, COUPLES, np.where(q >= 0.5, FRIENDLY, OTHER))
    short = np.array([row["stratum"] != "pages" for row in rows])
    is_couples = y == COUPLES
    return (
        float(f1_score(y, called, average="macro")),
        float(average_precision_score(is_couples, p)),
        float(average_precision_score(is_couples[short], p[short])),
    )


def left_out(
    make: Callable[[], Any], texts: Texts, y: Any, rows: Any, gold: Texts
) -> tuple[Any, Any]:
    """Of each gold row, what is said of it by one that learned from the other towns too."""
    towns = np.array([row["id"].partition(":")[0] for row in rows])
    labels = np.array([row["audience"] for row in rows])
    p, q = np.zeros(len(rows)), np.zeros(len(rows))
    for town in sorted(set(towns)):
        here = towns == town
        more = [one for one, is_here in zip(gold, here, strict=True) if not is_here]
        fitted = make().fit([*texts, *more], np.concatenate([y, labels[~here]]))
        p[here], q[here] = fitted.predict(
            [one for one, is_here in zip(gold, here, strict=True) if is_here]
        )
    return p, q


def main() -> int:
    """Fit and measure each variant, and print a table."""
    needed(GOLD)
    rows = [row for row in map(json.loads, GOLD.read_text().splitlines()) if row["scored"]]
    gold = [announcement(row) for row in rows]
    examples = read_examples(shipped())[0]
    texts = [one.announcement for one in examples]
    y = np.array([one.audience.value for one in examples])
    print(f"{len(texts)} texts, measured on {len(rows)}")
    print(f"{'':50} macro-F1   AP  AP without pages  CPU time")
    best, ours, unit = 0.0, 0.0, 0.0
    for name, variant in variants().items():
        fitted = variant.fit(texts, y)
        start = time.process_time()
        p, q = fitted.predict(gold)
        spent = time.process_time() - start
        ours, unit = (ours, unit) if unit else (figures(rows, p, q)[0], spent)
        best = max(best, figures(rows, p, q)[0])
        print(
            "{:50} {:.3f}    {:.3f}  {:.3f}  {:14.2f}".format(
                name, *figures(rows, p, q), spent / unit
            )
        )
    alone = figures(rows, *left_out(lambda: variants()["words"], texts[:0], y[:0], rows, gold))
    both = figures(rows, *left_out(lambda: next(iter(variants().values())), texts, y, rows, gold))
    print("{:50} {:.3f}    {:.3f}  {:.3f}".format("words, from other towns' gold alone", *alone))
    print("{:50} {:.3f}    {:.3f}  {:.3f}".format("ours, with other towns' gold", *both))
    peer = {"peer": best, "of": "the best variant"}
    return tell(Figure("macro-F1 of the audience", ours, limit=LIMIT, better="more", **peer))


if __name__ == "__main__":
    sys.exit(main())
