"""What partners like: the interests that they chose, and what their words mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from model.candidate import Candidate
from model.labels import Announcement, Interest, Kind
from model.outing import Outing, Partner
from model.wording import Wording, stems

if TYPE_CHECKING:
    from model.classifier import Classifier

WISH = re.compile(r"[,;.\n]| and | or ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """What one partner likes, as far as it was said.

    Attributes:
        interests: how likely what was written means each, 0 to 1.
        kinds: how likely it means each kind of event, 0 to 1.
        matches: how well the words of each event match those written, above 0 to 1, by its id.
    """

    partner: Partner
    interests: Mapping[Interest, float] = field(default_factory=dict)
    kinds: Mapping[Kind, float] = field(default_factory=dict)
    matches: Mapping[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.partner.interests or self.partner.likes.strip())


class Reader:
    """Reads what partners write, with the events of a catalogue in view.

    Args:
        candidates: the events whose words are matched.
        classifier: tells what a wish means; without one only its very words count.
    """

    def __init__(
        self, candidates: Sequence[Candidate], classifier: Classifier | None = None
    ) -> None:
        self.candidates = candidates
        self.classifier = classifier

    def tastes(self, outing: Outing) -> tuple[Taste, ...]:
        """Each partner's taste."""
        return tuple(self._taste(partner) for partner in outing.partners)

    def _taste(self, partner: Partner) -> Taste:
        wishes = [wish.strip() for wish in WISH.split(partner.likes) if wish.strip()]
        if not wishes:
            return Taste(partner=partner)
        matches = self._wording.match(stems(partner.likes))
        if self.classifier is None:
            return Taste(partner=partner, matches=matches)
        read = self.classifier.likelihoods([Announcement(title=wish) for wish in wishes])
        return Taste(
            partner=partner,
            interests={one: max(likely[one] for likely, _ in read) for one in Interest},
            kinds={one: max(likely.get(one, 0.0) for _, likely in read) for one in Kind},
            matches=matches,
        )

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.candidates)
