"""Take what a crawl brought into the catalogue of an installation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pipeline.catalogue import Catalogue
from pipeline.classify import Classify
from pipeline.config import Config
from pipeline.crew import ALONE, Crew
from pipeline.harvest import Brought
from pipeline.recurrence import Horizon
from pipeline.report import Report

if TYPE_CHECKING:
    from model.matcher import Matcher
    from pipeline.places import Gazetteer
    from pipeline.run import Ledger


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run reads with; it takes some seconds to load."""

    classify: Classify
    gazetteer: Gazetteer
    matcher: Matcher

    @classmethod
    def load(cls, home: Path) -> Self:
        """The tools of *home*: its own models where it has some, else those that ship."""
        from pipeline.matcher_file import load_matcher
        from pipeline.model_store import load_classifier
        from pipeline.places import Gazetteer

        classifier = load_classifier(home)
        gazetteer = Gazetteer()
        gazetteer.candidates("")
        return cls(Classify(classifier.predict, classifier.version), gazetteer, load_matcher(home))


def store(
    harvest: Brought,
    home: Path,
    horizon: Horizon,
    *,
    recording: str = "",
    took_over: str = "",
    tools: Tools | None = None,
    crew: Crew = ALONE,
    ledger: Ledger | None = None,
) -> Report:
    """Take *harvest* through the pipeline into the catalogue of *home*.

    Args:
        recording, took_over: as in `Words`.
        tools: where they are loaded already.
        crew, ledger: as in `run`.
    """
    from pipeline.archive import archive
    from pipeline.indexing import current_index
    from pipeline.run import Words, run

    tools = tools or Tools.load(home)
    with Catalogue(Config(home).catalogue) as catalogue:
        report = run(
            harvest,
            catalogue,
            horizon,
            tools.classify,
            tools.gazetteer,
            tools.matcher,
            Words(recording=recording, took_over=took_over),
            crew,
            ledger,
        )
        # What is over must be so by two runs: a clock that has jumped ahead for one moves nothing.
        before = catalogue.run_before(report.run) or horizon.now
        archive(catalogue, Config(home).archive, min(horizon.now, before))
    current_index(home)
    return report
