"""Take what a crawl brought into the catalogue of an installation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.catalogue import Catalogue
from pipeline.classify import Classify
from pipeline.config import Config
from pipeline.crew import ALONE, Crew
from pipeline.harvest import Brought
from pipeline.recurrence import Horizon
from pipeline.report import Report

if TYPE_CHECKING:
    from pipeline.run import Ledger


def store(
    harvest: Brought,
    home: Path,
    horizon: Horizon,
    *,
    recording: str = "",
    took_over: str = "",
    crew: Crew = ALONE,
    ledger: Ledger | None = None,
) -> Report:
    """Take *harvest* through the pipeline into the catalogue of *home*.

    Args:
        recording, took_over: as in `Words`.
        crew, ledger: as in `run`.
    """
    from pipeline.archive import archive
    from pipeline.indexing import current_index
    from pipeline.matcher_file import load_matcher
    from pipeline.model_store import load_classifier
    from pipeline.places import Gazetteer
    from pipeline.run import Words, run

    classifier = load_classifier(home)
    classify = Classify(classifier.predict, classifier.version)
    with Catalogue(Config(home).catalogue) as catalogue:
        report = run(
            harvest,
            catalogue,
            horizon,
            classify,
            Gazetteer(),
            load_matcher(home),
            Words(recording=recording, took_over=took_over),
            crew,
            ledger,
        )
        # What is over must be so by two runs: a clock that has jumped ahead for one moves nothing.
        before = catalogue.run_before(report.run) or horizon.now
        archive(catalogue, Config(home).archive, min(horizon.now, before))
    current_index(home)
    return report


def make_ready(home: Path) -> None:
    """Read in what `store` needs before it can begin: libraries, the model and the gazetteer."""
    from pipeline.model_store import load_classifier
    from pipeline.places import Gazetteer

    load_classifier(home)
    Gazetteer().lookup("00000")
