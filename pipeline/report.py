"""What a run did, per source and in total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from model.event import SetAside
from pipeline.changes import Change, What
from pipeline.drift import Drift, Shares
from pipeline.outcomes import NOT_REACHED, words
from pipeline.wrong_zones import Mended

MAX_REASONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What became of one source.

    Attributes:
        fetched, failed: pages.
        parsed: announcements that its adapter read.
        listings, occurrences: of those, within the horizon.
        set_aside: announcements that could not be used, with the reason.
        outcome: how its crawl ended, a key of `OUTCOMES`.
        promoted: its listings are live now.
        held_back: why they are not.
        new, changed, gone: listings, compared with the last good run.
        merged: listings that are part of another's event now and were not before.
        changes: those listings, each with what happened to it.
    """

    source: str
    name: str
    fetched: int
    failed: int
    parsed: int
    listings: int
    occurrences: int
    set_aside: tuple[SetAside, ...] = ()
    outcome: str
    promoted: bool
    held_back: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    gone: int = 0
    merged: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a run.

    Attributes:
        stopped: why it ended before every source was read; "" when each was.
        took_over: who had died holding the lock before it; "" when nobody had.
        events: in the catalogue after it.
        merged: listings that are shown as part of another listing's event.
        doubtful: pairs of events that may be one; a host is asked.
        mended: sources whose times were read otherwise than they are written.
        shares: how each source's events are labelled.
        drifts: what in that breaks with the runs before.
    """

    run: int
    now: str
    recording: str = ""
    stopped: str = ""
    took_over: str = ""
    sources: list[SourceReport] = field(default_factory=list)
    events: int = 0
    occurrences: int = 0
    merged: int = 0
    doubtful: int = 0
    mended: tuple[Mended, ...] = ()
    audiences: dict[str, int] = field(default_factory=dict)
    shares: dict[str, Shares] = field(default_factory=dict)
    drifts: tuple[Drift, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The report as one JSON-ready document."""
        totals = Counter[str]()
        for source in self.sources:
            totals["sources"] += 1
            totals["promoted"] += source.promoted
            totals[NOT_REACHED] += source.outcome == NOT_REACHED
            totals["held_back"] += not source.promoted
            totals["set_aside"] += len(source.set_aside)
            for name in NUMBERS:
                totals[name] += getattr(source, name)
        document = asdict(self)
        return {**document, "totals": dict(totals)}

    def render(self) -> RenderableType:
        """The report for a terminal."""
        return Group(
            self._table(),
            *self._notes(),
            *self._mended(),
            *self._drifts(),
            self._totals(),
            self._summary(),
            *self._ending(),
        )

    def _table(self) -> Table:
        table = Table(title=f"Run {self.run}, as of {self.now}", box=None, pad_edge=False)
        table.add_column("source", no_wrap=True, max_width=32)
        for name in (*COLUMNS, "aside"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("outcome", no_wrap=True)
        for source in self.sources:
            numbers = [str(getattr(source, name)) for name in COLUMNS.values()]
            aside = str(len(source.set_aside))
            table.add_row(escape(source.source), *numbers, aside, _state(source))
        return table

    def _notes(self) -> Iterator[str]:
        for source in self.sources:
            if source.outcome == NOT_REACHED:
                continue
            for reason in source.held_back:
                yield f"[red]{escape(source.source)}[/] held back: {escape(reason)}"
            if source.held_back:
                yield f"  [dim]{escape(words(source.outcome))}[/]"
            yield from _named(source)
            reasons = Counter(aside.reason for aside in source.set_aside)
            for reason, count in reasons.most_common(MAX_REASONS):
                yield f"{escape(source.source)} set aside {count}: {escape(reason)}"

    def _totals(self) -> str:
        counts = {
            what.value: sum(getattr(one, what.value) for one in self.sources) for what in What
        }
        counts["set aside"] = sum(len(one.set_aside) for one in self.sources)
        return "In total: " + ", ".join(f"{count} {name}" for name, count in counts.items()) + "."

    def _mended(self) -> Iterator[str]:
        for one in self.mended:
            yield f"{escape(one.source)}: {one.reading}; {one.reason}"

    def _drifts(self) -> Iterator[str]:
        for one in self.drifts:
            yield f"[yellow]{escape(str(one))}[/]"

    def _ending(self) -> Iterator[str]:
        if self.took_over:
            yield (
                f"[yellow]The run before, {escape(self.took_over)}, died without a word; its lock "
                "was taken over.[/]"
            )
        if self.stopped:
            left = sum(one.outcome == NOT_REACHED for one in self.sources)
            yield (
                f"[yellow]The run stopped early, since {escape(self.stopped)}: {left} of "
                f"{len(self.sources)} sources were not read to their end; the next begins with "
                "them.[/]"
            )

    def _summary(self) -> str:
        made = ", ".join(f"{count} {name}" for name, count in self.audiences.items())
        return (
            f"The catalogue holds {self.events} events ({made}) with {self.occurrences} "
            f"occurrences; {self.merged} listings repeat another's event, "
            f"{self.doubtful} pairs may be one."
        )


def _state(source: SourceReport) -> str:
    if source.promoted:
        return "[green]live[/]"
    return "[yellow]next[/]" if source.outcome == NOT_REACHED else "[red]held[/]"


def _named(source: SourceReport) -> Iterator[str]:
    """What has changed or gone, one by one; the new ones are many and just counted."""
    told = [change for change in source.changes if change.what in (What.CHANGED, What.GONE)]
    for change in told[:MAX_REASONS]:
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        name = escape(change.name)
        yield f"{escape(source.source)} {change.what.value}: {name}{fields}"
    if len(told) > MAX_REASONS:
        yield f"{escape(source.source)}: and {len(told) - MAX_REASONS} more"


NUMBERS = ("fetched", "failed", "parsed", "listings", "occurrences", "new", "changed", "gone",
    "merged",
)  # fmt: skip
COLUMNS = {
    "pages": "fetched",
    "fail": "failed",
    "read": "parsed",
    "list": "listings",
    "times": "occurrences",
    "new": "new",
    "chg": "changed",
    "gone": "gone",
    "mrgd": "merged",
}
