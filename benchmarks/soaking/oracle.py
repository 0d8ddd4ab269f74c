"""What must hold of the catalogue after each run.

The oracle knows what every site showed on every day, and the project's promises; all that it
compares with them is read from the catalogue.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pipeline.catalogue import Catalogue
from soaking.record import GOOD, Record
from soaking.shown import Violation, compare, start
from soaking.world import FIRST_DAY, Date, Site

HORIZON = timedelta(days=180)


class Oracle:
    """Follows the runs, and compares the catalogue with what they must have made of it.

    Attributes:
        run, clock: number of the last run that was recorded, and what its clock said.
        events: by happening, the event that shows it.
        figures: counts of what was seen.
    """

    def __init__(self, sites: Sequence[Site], path: Path) -> None:
        self.records = {site.id: Record(site) for site in sites}
        self.path = path
        self.run = 0
        self.clock = datetime.min.replace(tzinfo=UTC)
        self.events: dict[str, str] = {}
        self.figures: Counter[str] = Counter()

    def look(self, day: int, now: datetime) -> int:
        """Take in what runs were recorded since, and check everything; how many those were.

        Raises:
            Violation: at the first promise that is broken.
            CatalogueDamaged: if it is not sound.
        """
        with Catalogue(self.path, read_only=True) as catalogue:
            catalogue.db.check()
            runs = catalogue.query("SELECT id, report FROM runs WHERE id > ?", [self.run])
            rows = [row for row in catalogue.occurrences(None, None) if row["shown"]]
        for run in runs:
            self.run, self.clock = run["id"], now
            self._took(day, now, json.loads(run["report"])["sources"])
        today = datetime.combine(FIRST_DAY, time(), UTC) + timedelta(days=day)
        since = max(self.clock, today)
        expected = self._expected(since, self.clock + HORIZON)
        self._same_events(compare([row for row in rows if start(row) >= since], expected))
        self.figures["dates"] += sum(map(len, expected.values()))
        return len(runs)

    def _took(self, day: int, now: datetime, visits: Iterable[Mapping[str, Any]]) -> None:
        found = {visit["source"]: visit for visit in visits}
        due = {id_ for id_, record in self.records.items() if record.is_due(now)}
        for id_ in sorted(due ^ found.keys()):
            raise Violation(f"{id_} was {'not visited, though due' if id_ in due else 'not due'}")
        for id_, visit in found.items():
            self._visited(self.records[id_], day, now, visit)

    def _visited(self, record: Record, day: int, now: datetime, visit: Mapping[str, Any]) -> None:
        """Each fault is told by its name."""
        fault = record.site.faults.get(day, "")
        wanted = record.outcomes(day, now)
        if visit["outcome"] not in wanted:
            raise Violation(
                f"{record.site.id} ({record.site.platform}, {fault or 'no fault'}) ended as "
                f"{visit['outcome']!r}, not {sorted(wanted)}: {visit['held_back']}"
            )
        record.visit(day, now, good=wanted is GOOD)
        self.figures["visits"] += 1
        self.figures["pages"] += visit["fetched"] + visit["failed"]
        if fault:
            self.figures[f"fault {fault}"] += 1

    def _expected(self, since: datetime, until: datetime) -> dict[str, dict[datetime, Date]]:
        """The coming dates that must be shown, by happening and instant."""
        expected: dict[str, dict[datetime, Date]] = defaultdict(dict)
        for record in self.records.values():
            for known in record.listings.values():
                for one in known.dates:
                    moment = record.site.instant(one.start)
                    if since <= moment <= until:
                        expected[one.key][moment] = one
        return expected

    def _same_events(self, found: Mapping[str, str]) -> None:
        """What was saved stays saved: a happening is the event that it was, until it is gone."""
        live = {
            one.key
            for record in self.records.values()
            for known in record.listings.values()
            for one in known.dates
        }
        self.events = {key: event for key, event in self.events.items() if key in live}
        for key, event in found.items():
            if self.events.setdefault(key, event) != event:
                raise Violation(f"{key} was event {self.events[key]} and is {event} now")
