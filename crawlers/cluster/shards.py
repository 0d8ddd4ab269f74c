"""Which sources are crawled by one process: all that ask one server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawlers.platforms import slot
from crawlers.source import Source

SHARDS_EACH = 2
"""For each place: so that none is empty while the slowest ends; more cost more starts."""
FEWEST = 25
"""Sources below which a process is not worth its start."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Sources that one process crawls.

    Attributes:
        name: of its folder and its partitions, such as "0-003": the round and the number.
        slots: the servers that it alone may ask; no other shard of its round has them.
    """

    name: str
    sources: Sequence[Source]
    slots: frozenset[str]


def shards(
    sources: Sequence[Source], places: int, round_: int = 0, led: Mapping[str, Iterable[str]] = {}
) -> list[Shard]:
    """*sources* in shards of about one size, each server in one of them.

    Args:
        places: how many shards are crawled at once.
        round_: 0 for the first.
        led: by source, the servers beyond its own that its links lead to.
    """
    groups = _joined({one.id: {slot(one.url), *led.get(one.id, ())} for one in sources})
    by_id = {source.id: source for source in sources}
    wanted = min(places * SHARDS_EACH, max(places, len(sources) // FEWEST), len(groups))
    loads: list[tuple[list[str], set[str]]] = [([], set()) for _ in range(wanted)]
    for ids, slots in sorted(groups, key=lambda group: (-len(group[0]), group[0])):
        least = min(loads, key=lambda load: len(load[0]))
        least[0].extend(ids)
        least[1].update(slots)
    order = {source.id: number for number, source in enumerate(sources)}
    return [
        Shard(
            name=f"{round_}-{number:03}",
            sources=[by_id[id_] for id_ in sorted(ids, key=order.__getitem__)],
            slots=frozenset(slots),
        )
        for number, (ids, slots) in enumerate(loads)
    ]


def _joined(asks: Mapping[str, set[str]]) -> list[tuple[list[str], set[str]]]:
    """Sources, and the servers that they ask, in groups that have no server in common."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for slots in asks.values():
        first, *others = sorted(slots)
        for other in others:
            leader[lead(other)] = lead(first)
    groups: dict[str, tuple[list[str], set[str]]] = defaultdict(lambda: ([], set()))
    for id_, slots in asks.items():
        ids, all_slots = groups[lead(min(slots))]
        ids.append(id_)
        all_slots.update(slots)
    return list(groups.values())
