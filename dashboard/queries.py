"""What the pages show, as plain functions over the catalogue."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from model.alike import more_like
from model.candidate import Candidate
from model.filters import Relaxation, relaxations
from model.index import Index
from model.listing import dates_of, dates_of_event
from model.outing import Outing
from model.outing_reading import outing_from
from model.ranking import Card, Ranking, rank
from model.search import Answers
from model.search import fields as search_fields
from model.taste import Reader
from model.week import Week, this_week
from pipeline.candidates import locate
from pipeline.catalogue import Catalogue
from pipeline.config import Config, default_home
from pipeline.indexing import index_of
from pipeline.known import Known, known
from pipeline.last_run import number_of_last_run
from pipeline.places import Gazetteer

SAMPLE = "sample"
LOADING = Lock()
GAZETTEER = Gazetteer()


@dataclass(frozen=True)
class Snapshot:
    """The catalogue as of one run, kept in memory for all visitors.

    Attributes:
        home: label, latitude and longitude of the middle of the catalogue's busiest town.
        is_sample: all that there is to show is the sample town.
    """

    index: Index
    sources: tuple[dict[str, Any], ...]
    as_of: datetime | None
    home: tuple[str, float, float] | None
    is_sample: bool

    @property
    def here(self) -> str:
        """What the catalogue's busiest town is called; "" when there is none."""
        return self.home[0] if self.home else ""

    @cached_property
    def reader(self) -> Reader:
        """Of what partners write; made when one first does, since the classifier takes a moment."""
        from pipeline.model_store import load_classifier

        return Reader(self.index.wording, load_classifier(default_home()))


def snapshot() -> Snapshot | None:
    """The newest catalogue, whole as of one run; None before the first crawl.

    Of visitors who come just after a run, one loads it and the others wait for that.
    """
    path = Config(default_home()).catalogue
    if not Catalogue.exists(path):
        return None
    with LOADING:
        file = path.stat().st_ino if path.is_file() else 0
        return _load(path, file, number_of_last_run(path.parent))


@lru_cache(maxsize=2)
def _load(path: Path, file: int, run: int) -> Snapshot:
    """The catalogue as of one moment, at the last *run* or just after the next one."""
    with Catalogue(path, read_only=True) as catalogue, catalogue.reading():
        last = catalogue.last_run()
        towns = catalogue.localities()
        return Snapshot(
            index=index_of(catalogue),
            sources=tuple(catalogue.sources()),
            as_of=datetime.fromisoformat(last["now"]) if last else None,
            home=tuple(towns[0].values()) if towns else None,
            is_sample=bool(last and str(last["recording"]).startswith(SAMPLE)),
        )


def find_place(text: str) -> tuple[str, float, float] | None:
    """Label, latitude and longitude of a place that a visitor typed."""
    with Catalogue(Config(default_home()).catalogue, read_only=True) as catalogue:
        return locate(text, catalogue, GAZETTEER)


def search(found: Snapshot, outing: Outing, now: datetime, k: int) -> Ranking:
    """The ranking for *outing* over everything in the catalogue."""
    return rank(found.index, outing, now, k, _reader(found, outing))


def week(found: Snapshot, outing: Outing, now: datetime, refused: AbstractSet[str]) -> Week:
    """Three picks that are not among *refused*."""
    return this_week(found.index, outing, now, _reader(found, outing), refused)


def outing(found: Snapshot, answers: Answers, now: datetime, **fields: Any) -> Outing:
    """What *answers* ask for, the catalogue's own town being home where they name none.

    Args:
        fields: of the outing, instead of what was answered.

    Raises:
        OutingError: if they cannot be meant.
    """
    asked = search_fields(answers, found.here, now.astimezone().date())
    return outing_from({**asked, **fields}, find_place)


def listing(found: Snapshot, outing: Outing, now: datetime, limit: int) -> list[Candidate]:
    """Every date that fits *outing*, soonest first, and those of them that are called off."""
    return dates_of(found.index, outing, now, limit, with_cancelled=True)


def dates(found: Snapshot, event: str) -> list[Candidate]:
    """Every date of the event with this id, soonest first; none when there is no such event."""
    return dates_of_event(found.index, event)


def known_of(event: str) -> Known:
    """What the catalogue holds of an event beside its dates, or what became of it."""
    with Catalogue(Config(default_home()).catalogue, read_only=True) as catalogue:
        return known(catalogue, event)


def alike(found: Snapshot, event: str, outing: Outing, now: datetime, k: int) -> list[Card]:
    """What is most like *event* among what fits *outing*."""
    return more_like(found.index, event, outing, now, k, _reader(found, outing))


def _reader(found: Snapshot, outing: Outing) -> Reader | None:
    written = any(partner.likes.strip() for partner in outing.partners)
    return found.reader if written else None


def ways_out(found: Snapshot, outing: Outing, now: datetime) -> list[Relaxation]:
    """What to change when nothing fits, the most fruitful first."""
    return relaxations(found.index, outing, now)
