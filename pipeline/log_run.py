"""What a log tells of a run: each page as it comes in, then each source, then all of it."""

from __future__ import annotations

import logging

from pipeline.harvest import Batch
from pipeline.outcomes import OUTCOMES
from pipeline.report import Report

log = logging.getLogger(__name__)


def tell_page(batch: Batch) -> None:
    """One page, and what it held."""
    fetch = batch.fetch
    is_good = OUTCOMES[fetch.outcome].good
    log.log(
        logging.INFO if is_good else logging.WARNING,
        "page read" if is_good else "page failed",
        extra={
            "source": fetch.source,
            "url": fetch.url,
            "outcome": fetch.outcome,
            "status": fetch.status,
            "size": fetch.size,
            "listings": len(batch.listings),
            "detail": fetch.detail,
        },
    )


def tell_run(report: Report, seconds: float) -> None:
    """Each source of a run that has ended, and the run.

    Args:
        seconds: how long it took to read the sources.
    """
    for source in report.sources:
        log.log(
            logging.INFO if source.promoted else logging.WARNING,
            "source live" if source.promoted else "source held back",
            extra={
                "run": report.run,
                "source": source.source,
                "outcome": source.outcome,
                "listings": source.listings,
                "new": source.new,
                "changed": source.changed,
                "gone": source.gone,
                "set_aside": len(source.set_aside),
                "held_back": source.held_back,
            },
        )
    log.info(
        "run ended",
        extra={
            "run": report.run,
            "seconds": round(seconds, 1),
            "sources": len(report.sources),
            "held_back": sum(not source.promoted for source in report.sources),
            "events": report.events,
            "occurrences": report.occurrences,
        },
    )
