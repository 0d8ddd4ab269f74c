"""An index as files that are mapped into memory, shared by all that read them."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from model.candidate import Candidate
from model.candidate_json import from_json, start_in
from model.columns import COLUMNS
from model.index import Index
from model.index_order import Labels
from model.wording import Wording

CURRENT = "current"
MATRICES = {"counts": csr_array, "postings": csc_array}
PARTS = ("data", "indices", "indptr")
LABELS = ("kind", "interests", "traditions")


@dataclass(frozen=True, slots=True)
class Cards:
    """The rows' candidates as JSON, one after another, read one at a time.

    Attributes:
        body: their bytes.
        ends: where each ends, after a leading 0.
        checked: when each was last seen, POSIX seconds; that is not in the JSON, since it
            changes with every run.
    """

    body: NDArray[np.uint8]
    ends: NDArray[np.int64]
    checked: NDArray[np.float64]

    def line(self, row: int) -> bytes:
        """The JSON of a row."""
        return self.body[self.ends[row] : self.ends[row + 1]].tobytes()

    def __call__(self, row: int) -> Candidate:
        seen = self.checked[row]
        moment = None if np.isnan(seen) else datetime.fromtimestamp(float(seen), UTC)
        return from_json(self.line(row), checked=moment)

    def when(self, row: int) -> datetime:
        """The start of a row, without reading the rest."""
        return start_in(self.line(row))

    @classmethod
    def of(cls, lines: Sequence[bytes], checked: NDArray[np.float64]) -> Cards:
        """Of each row's JSON."""
        ends = np.cumsum([0, *map(len, lines)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(lines), np.uint8), ends, checked)


@dataclass(frozen=True, slots=True)
class Stored:
    """An index with what tells which of its rows are still good.

    Attributes:
        digests: of what each row was made from.
        texts: of what each event's words were counted in.
        made_from: tells the catalogue that it was made from.
    """

    index: Index
    cards: Cards
    digests: NDArray[np.int64]
    texts: NDArray[np.int64]
    made_from: dict[str, Any]


def write(folder: Path, stored: Stored) -> None:
    """Put *stored* beside the one that is there, then in its place; readers keep what they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix="index-", dir=folder))
    for file, array in _arrays(stored).items():
        np.save(new / f"{file}.npy", array)
    (new / "terms.txt").write_text("\n".join(stored.index.wording.terms), "utf-8")
    (new / "events.txt").write_text("\n".join(stored.index.events), "utf-8")
    (new / "made_from.json").write_text(json.dumps(stored.made_from), "utf-8")
    partial = new.with_suffix(f".{CURRENT}")
    partial.write_text(new.name, "utf-8")
    partial.replace(folder / CURRENT)
    for old in folder.iterdir():
        if old.is_dir() and old != new:
            shutil.rmtree(old, ignore_errors=True)


def read(folder: Path) -> Stored | None:
    """The index in *folder*; None where there is none, or not a whole one."""
    try:
        there = folder / (folder / CURRENT).read_text("utf-8")
        made_from = json.loads((there / "made_from.json").read_text("utf-8"))
        terms = _lines(there / "terms.txt")
        events = _lines(there / "events.txt")
        arrays = {file.stem: _map(file) for file in there.glob("*.npy")}
        cards = Cards(arrays["cards"], arrays["card_ends"], arrays["checked"])
        shape = (len(events), len(terms))
        counts, postings = (
            kind(tuple(arrays[f"{name}_{part}"] for part in PARTS), shape=shape)
            for name, kind in MATRICES.items()
        )
        places = {term: column for column, term in enumerate(terms)}
        wording = Wording(places, counts, postings, arrays["lengths"])
        columns = {name: arrays[name] for name in COLUMNS}
        labels = Labels(**{name: arrays[f"labels_{name}"] for name in LABELS})
        rows, ends = arrays["event_rows"], arrays["event_ends"]
        index = Index(columns, labels, events, rows, ends, wording, cards, cards.when)
        return Stored(index, cards, arrays["digests"], arrays["texts"], made_from)
    except (OSError, ValueError, KeyError):
        return None


def _arrays(stored: Stored) -> dict[str, NDArray[Any]]:
    index, wording = stored.index, stored.index.wording
    return {
        **index.columns,
        **{f"labels_{name}": getattr(index.labels, name) for name in LABELS},
        "event_rows": index.rows,
        "event_ends": index.ends,
        "lengths": wording.lengths,
        "cards": stored.cards.body,
        "card_ends": stored.cards.ends,
        "digests": stored.digests,
        "texts": stored.texts,
        **{
            f"{name}_{part}": getattr(getattr(wording, name), part)
            for name in MATRICES
            for part in PARTS
        },
    }


def _map(file: Path) -> NDArray[Any]:
    """The array in *file*, read as it is needed; one without elements cannot be mapped."""
    try:
        return np.asarray(np.load(file, mmap_mode="r").view(np.ndarray))
    except ValueError:
        return np.asarray(np.load(file))


def _lines(file: Path) -> list[str]:
    text = file.read_text("utf-8")
    return text.split("\n") if text else []
