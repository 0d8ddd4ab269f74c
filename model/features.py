"""From announcements to what the classifier counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from model.labels import Announcement

TITLE, TEXT, HOST, TAGS, PHRASES, TOPICS = range(6)
MAX_WORDS = 160
MAX_CHARACTERS = 2000
PHRASE = r"\S+"
WORD = r"(?u)\b\w[\w'’]+\b"
MONEY = re.compile(r"[$£€]\s?\d[\d,.]*")
NUMBER = re.compile(r"\d+")
FUNCTION_WORDS = (
    "the an of and or with for from by in at to on as is are be it this that two "
    "el la los las de del y en para con por"
).split()
"""Words that say nothing alone; in short titles they would be taken for evidence."""
LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@\S+")


def columns(
    announcements: Sequence[Announcement],
    phrases: Sequence[Iterable[str]],
    topics: Sequence[Iterable[str]],
) -> NDArray[Any]:
    """The texts that are vectorised, one row an announcement.

    Args:
        phrases, topics: names of those found in each announcement.

    Returns:
        Strings, shape (n, 6): title, title with description, host, tags, phrases and topics found.
    """
    rows = np.empty((len(announcements), 6), dtype=object)
    for number, one in enumerate(announcements):
        title = _words(one.title)
        rows[number] = (
            title,
            f"{title} {_words(one.description)} {_words(one.price_text)}",
            f"{one.organizer} {one.venue}",
            one.audience_text,
            " ".join(phrases[number]),
            " ".join(topics[number]),
        )
    return rows


def _words(text: str) -> str:
    """*text* cut to its first words, with links gone, and amounts and numbers made alike."""
    if not text:
        return ""
    text = text[:MAX_CHARACTERS]
    if "@" in text or "/" in text or "www." in text:
        text = LINK.sub(" ", text)
    text = NUMBER.sub("0", MONEY.sub(" moneyamount ", text))
    return " ".join(text.split()[:MAX_WORDS])


def build_features() -> ColumnTransformer:
    """Word and character n-grams of each text, the phrases and the topics, side by side."""

    def words(max_n: int, min_df: int = 1) -> TfidfVectorizer:
        return TfidfVectorizer(
            ngram_range=(1, max_n),
            min_df=min_df,
            sublinear_tf=True,
            strip_accents="unicode",
            token_pattern=WORD,
            stop_words=FUNCTION_WORDS,
            dtype=np.float32,
        )

    characters = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(4, 4),
        min_df=2,
        sublinear_tf=True,
        strip_accents="unicode",
        dtype=np.float32,
    )

    def names() -> CountVectorizer:
        return CountVectorizer(token_pattern=PHRASE, lowercase=False, binary=True, dtype=np.float32)

    return ColumnTransformer(
        [
            ("title", words(2), TITLE),
            ("letters", characters, TITLE),
            ("text", words(2, min_df=2), TEXT),
            ("host", words(1, min_df=2), HOST),
            ("tags", words(1), TAGS),
            ("phrases", names(), PHRASES),
            ("topics", names(), TOPICS),
        ],
        transformer_weights={"letters": 0.7, "host": 0.7, "phrases": 0.6, "topics": 0.4},
    )
