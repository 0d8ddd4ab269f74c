"""Health as Prometheus text, for the host's monitor."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily as Gauge
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.hosting import may_host
from dashboard.limits import PASSWORDS
from dashboard.signing_in import is_password
from model.errors import InputError
from pipeline.config import Config, default_home, host_password
from pipeline.health import Health, health
from pipeline.health_sources import State
from pipeline.indexing import made_at


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
            families["failed_visits"].add_metric(label, one.failed)
            if one.facts.last_good:
                at = one.facts.last_good.timestamp()
                families["last_good_timestamp_seconds"].add_metric(label, at)
        yield from families.values()


def _moment(name: str, words: str, at: datetime) -> Gauge:
    return Gauge(f"{name}_timestamp_seconds", words, at.timestamp())


def exposition() -> bytes:
    """The figures as of now, in Prometheus's text format 0.0.4.

    Raises:
        InputError: if the environment says wrongly what is to be expected.
    """
    home = default_home()
    registry = CollectorRegistry()
    registry.register(Collected(health(home, datetime.now(UTC)), made_at(Config(home).index)))
    return generate_latest(registry)


async def metrics(request: Request) -> Response:
    """The figures, for whom the host's pages are open; others are told how to be let in."""
    said = password(request.headers.get("Authorization", ""))
    if said and not PASSWORDS.one_more():
        return PlainTextResponse("Too many tries; wait a minute.", 429)
    address = request.client.host if request.client else None
    if not may_host(address, request.headers, has_signed_in=is_password(said)):
        if host_password():
            challenge = {"WWW-Authenticate": 'Basic realm="Twogether, for the host"'}
            return PlainTextResponse("This is for the host.", 401, challenge)
        return PlainTextResponse("This is for the host.", 403)
    try:
        body = await run_in_threadpool(exposition)
    except InputError as error:
        return PlainTextResponse(str(error), 500)
    return Response(body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})


def password(header: str) -> str:
    """The password in an Authorization header, as a bearer's token or with any user's name.

    >>> password("Bearer open sesame")
    'open sesame'
    >>> password("Basic aG9zdDpvcGVuIHNlc2FtZQ==")
    'open sesame'
    >>> password("Basic ?")
    ''
    """
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


ROUTES = [Route("/metrics", metrics)]
