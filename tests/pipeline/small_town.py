"""A small town to run the pipeline over."""

from datetime import UTC, datetime, timedelta

from model.event import Event, Listing, Occurrence, Place
from model.labels import Audience, Kind, Labels
from model.source import Source
from pipeline.catalogue import Catalogue
from pipeline.classify import Classify
from pipeline.harvest import Batch, Fetch, Harvest
from pipeline.matcher_file import load_matcher
from pipeline.places import Gazetteer
from pipeline.recurrence import Horizon
from pipeline.run import run

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def source(id_="grange", **changes):
    fields = {
        "id": id_,
        "name": id_.title(),
        "url": f"https://{id_}.example/calendar.ics",
        "timezone": "America/New_York",
        "latitude": 39.4,
        "longitude": -81.4,
    }
    return Source(**{**fields, **changes})


def listing(uid, name="Barn Dance", *, source="grange", days=3, **changes):
    event = {
        "name": name,
        "description": "Called by a caller.",
        "url": f"https://{source}.example/events/{uid}",
        "location": Place(name="Long Hall"),
    }
    start = NOW + timedelta(days=days)
    return Listing(
        source=source,
        uid=uid,
        event=Event(**{**event, **changes}),
        occurrences=(Occurrence(start_date=start),),
        timezone="America/New_York",
        raw=f"raw of {uid}",
    )


def label(announcements):
    """Names that say "couple" are for couples."""
    return [
        Labels(
            audience=Audience.COUPLES if "couple" in a.title.lower() else Audience.COUPLE_FRIENDLY,
            p_couples=0.9 if "couple" in a.title.lower() else 0.1,
            p_couple_friendly=0.1,
            kind=Kind.SOCIAL,
        )
        for a in announcements
    ]


class Town:
    """A catalogue, and runs that fill it."""

    def __init__(self, path):
        self.path = path
        self.gazetteer = Gazetteer()

    def run(
        self,
        *listings,
        sources=None,
        now=NOW,
        outcome="ok",
        set_aside=(),
        seconds=None,
        ledger=None,
    ):
        chosen = sources or [source()]
        harvest = Harvest(chosen)
        harvest.seconds = seconds
        for one in chosen:
            found = tuple(each for each in listings if each.source == one.id)
            fetch = Fetch(source=one.id, url=one.url, fetched_at=now, outcome=outcome)
            harvest.add(Batch(fetch=fetch, listings=found, set_aside=tuple(set_aside)))
        with Catalogue(self.path) as catalogue:
            return run(
                harvest,
                catalogue,
                Horizon(now),
                Classify(label, "rule"),
                self.gazetteer,
                load_matcher(),
                ledger=ledger,
            )

    def query(self, sql, *parameters):
        with Catalogue(self.path, read_only=True) as catalogue:
            return catalogue.query(sql, parameters)

    def names(self):
        return [row["name"] for row in self.query("SELECT name FROM events ORDER BY name")]

    def dump(self):
        """Everything derived, without the numbering of runs."""
        tables = ("events", "occurrences", "offers", "labels", "merges", "places")
        return {table: self.query(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables}
