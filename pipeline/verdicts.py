"""What becomes of a source's haul, and what that will write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from model.event import Listing, SetAside
from model.source import Source
from pipeline.assertions import Failure
from pipeline.changes import Change, What
from pipeline.harvest import Batch, Fetch, Seen, failed
from pipeline.listing_tables import Stored
from pipeline.report import SourceReport

MAX_CHANGES = 500
"""Of one source that a report names one by one; the counts are of all."""
Key = tuple[str, str]
Prepared = dict[Key, Listing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A source's haul, prepared, whether it may be promoted, and what that will write.

    Attributes:
        parsed: announcements that its adapter read.
        seen: pages to be remembered.
        unfinished: pages to be kept until the source is read to its end.
        prepared: its listings within the horizon.
        previous: those of the runs before.
        fresh: listings that are new or have changed.
        touched: `state, last_seen, missed, source, uid` of those that were known.
        reissued: by new uid, the old one of a listing that has another id now.
        changes: what a report says of them.
    """

    source: Source
    fetches: Sequence[Fetch]
    not_before: str
    parsed: int
    seen: Sequence[Seen]
    unfinished: Sequence[Batch]
    prepared: Prepared
    previous: Prepared
    set_aside: tuple[SetAside, ...]
    failures: tuple[Failure, ...]
    outcome: str
    reissued: Mapping[str, str] = field(default_factory=dict)
    fresh: Sequence[Stored] = ()
    touched: Sequence[tuple[str, str, int, str, str]] = ()
    changes: Sequence[Change] = ()

    @property
    def good(self) -> bool:
        """Whether every assertion holds."""
        return not self.failures

    @property
    def current(self) -> Prepared:
        """What holds now: the haul where it is good, with what it does not say anything of."""
        return self.previous | self.prepared if self.good else self.previous

    @property
    def held_back(self) -> tuple[str, ...]:
        """Why it is not promoted."""
        return tuple(failure.reason for failure in self.failures)

    def report(self, changes: Sequence[Change]) -> SourceReport:
        """What became of the source.

        Args:
            changes: its own, and what the events of all sources changed.
        """
        counts = Counter(change.what for change in changes)
        not_well = len(failed(self.fetches))
        return SourceReport(
            source=self.source.id,
            name=self.source.name,
            fetched=len(self.fetches) - not_well,
            failed=not_well,
            parsed=self.parsed,
            listings=len(self.prepared),
            occurrences=sum(len(one.occurrences) for one in self.prepared.values()),
            set_aside=self.set_aside,
            outcome=self.outcome,
            promoted=self.good,
            held_back=self.held_back,
            new=counts[What.NEW],
            changed=counts[What.CHANGED],
            gone=counts[What.GONE],
            merged=counts[What.MERGED],
            changes=tuple(changes[:MAX_CHANGES]),
        )
