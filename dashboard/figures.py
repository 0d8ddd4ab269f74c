"""The figures of health, as a monitor collects them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from prometheus_client.metrics_core import GaugeMetricFamily as Gauge
from prometheus_client.registry import Collector

from pipeline.health import Health
from pipeline.health_sources import State


class Collected(Collector):
    """The figures of one judgement.

    Args:
        indexed: when what searches read was made; None where it is not there.
    """

    def __init__(self, found: Health, indexed: datetime | None) -> None:
        self.found, self.indexed = found, indexed

    def collect(self) -> Iterator[Gauge]:
        """A family for each figure that is known."""
        yield from self._whole()
        yield from self._crawls()
        yield from self._sources()

    def _whole(self) -> Iterator[Gauge]:
        found = self.found
        yield Gauge(
            "twogether_health", "0 fine, 1 wants a look, 2 must be acted upon.", found.verdict
        )
        yield Gauge("twogether_problems", "Problems found.", len(found.problems))
        yield Gauge("twogether_drifts", "Figures of labels that drifted.", len(found.drifts))
        if found.is_known:
            yield Gauge("twogether_events_to_come", "Events to come and shown.", found.events)
        if self.indexed:
            yield _moment("twogether_index", "Searches read an index made then.", self.indexed)

    def _crawls(self) -> Iterator[Gauge]:
        last, good = next(iter(self.found.crawls), None), self.found.last_good
        if last:
            yield _moment("twogether_last_crawl", "The last crawl began.", last.at)
            name = "twogether_last_crawl_success"
            yield Gauge(name, "1 when it read half of its sources well.", int(last.is_good))
            for what in ("sources", "held_back", "set_aside", "new", "changed", "gone"):
                name = f"twogether_last_crawl_{what}"
                words = f"{what.replace('_', ' ').capitalize()} in the last crawl."
                yield Gauge(name, words, last.totals.get(what, 0))
        if last and last.seconds is not None:
            yield Gauge("twogether_last_crawl_duration_seconds", "It took.", last.seconds)
        if good:
            yield _moment("twogether_last_good_crawl", "The last good crawl began.", good.at)

    def _sources(self) -> Iterator[Gauge]:
        states = Gauge("twogether_sources", "Sources in each state.", labels=["state"])
        for state in State:
            states.add_metric([state.value.replace(" ", "_")], self.found.count(state))
        yield states
        figures = {
            "listings": "Live announcements of a source.",
            "dates_to_come": "Dates to come of a source.",
            "failed_visits": "Visits of a source that failed since the last good one.",
            "last_good_timestamp_seconds": "A source was read well.",
        }
        families = {
            name: Gauge(f"twogether_source_{name}", words, labels=["source"])
            for name, words in figures.items()
        }
        for one in self.found.sources:
            label = [one.facts.id]
            families["listings"].add_metric(label, one.facts.listings)
            families["dates_to_come"].add_metric(label, one.facts.dates)
            families["failed_visits"].add_metric(label, one.facts.failures)
            if one.facts.last_good:
                at = one.facts.last_good.timestamp()
                families["last_good_timestamp_seconds"].add_metric(label, at)
        yield from families.values()


def _moment(name: str, words: str, at: datetime) -> Gauge:
    return Gauge(f"{name}_timestamp_seconds", words, at.timestamp())
