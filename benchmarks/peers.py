"""Ways to search texts and places that others have written, asked as we are asked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors

from model.geo import EARTH_RADIUS_KM
from model.outing import Outing

WORD = re.compile(r"[^\W_]+")


class Texts(Protocol):
    """A search of texts for words, any of them."""

    def best(self, words: str, k: int) -> list[int]:
        """The numbers of the *k* texts that fit best, best first; fewer where fewer fit."""


@dataclass(slots=True)
class Bm25s:
    """bm25s with its own defaults."""

    index: Any

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        index = bm25s.BM25()
        index.index(bm25s.tokenize(list(texts), show_progress=False), show_progress=False)
        return cls(index)

    def best(self, words: str, k: int) -> list[int]:
        asked = bm25s.tokenize([words], show_progress=False)
        found, scores = self.index.retrieve(asked, k=k, show_progress=False)
        return [int(row) for row, score in zip(found[0], scores[0], strict=True) if score > 0]


@dataclass(slots=True)
class Fts5:
    """SQLite's full text search in memory, with stemming, by its own bm25."""

    db: sqlite3.Connection

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        db = sqlite3.connect(":memory:")
        db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter unicode61')")
        rows = enumerate(texts)
        db.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", rows)
        db.execute("INSERT INTO t (t) VALUES ('optimize')")
        return cls(db)

    def best(self, words: str, k: int) -> list[int]:
        asked = " OR ".join(f'"{word}"' for word in WORD.findall(words))
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"
        return [row for (row,) in self.db.execute(sql, (asked, k))]


@dataclass(slots=True)
class Neighbours:
    """scikit-learn's nearest neighbours of TF-IDF vectors, by cosine."""

    vectorizer: TfidfVectorizer
    neighbours: NearestNeighbors

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english")
        X = vectorizer.fit_transform(texts)
        return cls(vectorizer, NearestNeighbors(metric="cosine", algorithm="brute").fit(X))

    def best(self, words: str, k: int) -> list[int]:
        X = self.vectorizer.transform([words])
        away, found = self.neighbours.kneighbors(X, n_neighbors=k)
        return [int(row) for row, far in zip(found[0], away[0], strict=True) if far < 1]


@dataclass(slots=True)
class Places:
    """scikit-learn's nearest neighbours on the globe: a ball tree of haversine distances."""

    tree: NearestNeighbors

    @classmethod
    def of(cls, latitudes: NDArray[np.floating], longitudes: NDArray[np.floating]) -> Self:
        X = np.radians(np.column_stack([latitudes, longitudes]))
        return cls(NearestNeighbors(metric="haversine", algorithm="ball_tree").fit(X))

    def within(self, latitude: float, longitude: float, radius_km: float) -> NDArray[np.intp]:
        """The numbers of the places in the circle."""
        X = np.radians([[latitude, longitude]])
        found = self.tree.radius_neighbors(X, radius_km / EARTH_RADIUS_KM, return_distance=False)
        return np.asarray(found[0])


def asked(outing: Outing) -> str:
    """What both partners like, in their words."""
    return " ".join(partner.likes for partner in outing.partners)


PEERS: dict[str, type[Bm25s | Fts5 | Neighbours]] = {
    "bm25s": Bm25s,
    "SQLite's FTS5": Fts5,
    "scikit-learn's neighbours": Neighbours,
}
