"""A town as files that any web server can serve: a page for each place, and its feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from model.candidate import Candidate
from model.in_words import named
from model.labels import Audience, Kind
from model.parameters import KINDS
from operations.publish_areas import Area
from operations.rendering import render
from pipeline.feeds import MEDIA_TYPES, feed

SHOWN = timedelta(days=14)
"""What a page lists: two weeks, as it says; feeds reach further."""
TITLES = {"ics": "Calendar", "rss": "RSS", "json": "JSON", "geojson": "GeoJSON"}
Choice = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is the same on every page.

    Attributes:
        title: of the site.
        made: aware, in the town's own zone.
        base_url: where the files will be, with a slash at its end; "" when nobody said.
        contact: an address to write to about an event; "" for none.
        sources: the site of each calendar that it is made of, by its name.
        is_sample: it is about the sample town.
    """

    title: str
    made: datetime
    base_url: str = ""
    contact: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    is_sample: bool = False

    def files(self, areas: Sequence[Area]) -> Iterator[tuple[str, bytes]]:
        """Name and content of each file; what is linked comes before what links to it.

        Args:
            areas: the first, all together, has the front page.
        """
        for area in reversed(areas):
            for choice in choices():
                yield from self._feeds(area, choice)
            yield _page_name(area), self._page(area, areas).encode()

    def _feeds(self, area: Area, choice: str) -> Iterator[tuple[str, bytes]]:
        page = self.base_url + _page_name(area)
        dates = list(filter(choices()[choice], area.dates))
        name = f"{area.name or self.title}: {label(choice)}"
        for form in MEDIA_TYPES:
            path = f"{area.slug}/{choice}.{form}"
            yield path, feed(form, dates, name, page, self.base_url and self.base_url + path)

    def _page(self, area: Area, areas: Sequence[Area]) -> str:
        name = _page_name(area)
        on = [one for one in area.dates if not one.is_off]
        counts = {
            choice: len({one.event for one in filter(test, on)})
            for choice, test in choices().items()
        }
        return render(
            "town.html",
            edition=self,
            area=area,
            areas=[(_page_name(one), one) for one in areas],
            address=self.base_url and self.base_url + name.removesuffix("index.html"),
            root="../" * name.count("/"),
            days=list(by_day(on, self.made.date())),
            feeds=[(choice, label(choice), n) for choice, n in counts.items() if n],
            forms=MEDIA_TYPES,
            titles=TITLES,
            couples=Audience.COUPLES,
        )


def _page_name(area: Area) -> str:
    """All together have the front page."""
    return f"{area.slug}/index.html" if area.name else "index.html"


def choices() -> dict[str, Choice]:
    """The feeds of a place by the name of their files, and what each holds.

    Counselling has none: it is no outing.
    """
    kinds = [Kind(kind) for kind in KINDS if kind != Kind.COUNSELLING]
    return {
        "all": lambda one: True,
        "for-couples": lambda one: one.audience is Audience.COUPLES,
        **{kind.value.replace("_", "-"): _of_kind(kind) for kind in kinds},
    }


def _of_kind(kind: Kind) -> Choice:
    return lambda one: one.kind is kind


def label(choice: str) -> str:
    """What a feed is called."""
    names = {"all": "everything", "for-couples": "made for couples"}
    return names.get(choice) or named(choice.replace("-", "_"))


def by_day(dates: Sequence[Candidate], today: date) -> Iterator[tuple[date, list[Candidate]]]:
    """The events of the coming `SHOWN`, each on its next day.

    Args:
        dates: soonest first.
        today: what began before stands here.
    """
    first: dict[str, Candidate] = {}
    for one in dates:
        if _day(one, today) < today + SHOWN:
            first.setdefault(one.event, one)
    soon = sorted(first.values(), key=lambda one: (_day(one, today), one.start_date, one.name))
    for day, ones in groupby(soon, lambda one: _day(one, today)):
        yield day, list(ones)


def _day(one: Candidate, today: date) -> date:
    return max(one.start_date.date(), today)


def site_title(towns: Sequence[dict[str, Any]]) -> str:
    """For a host who gives none."""
    return f"To do together near {towns[0]['locality']}" if towns else "To do together"
