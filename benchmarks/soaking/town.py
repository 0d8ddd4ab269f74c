"""The town of a seed: its sites, what they announce, and what befalls them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import product

from soaking.world import FAULTS, FIRST_DAY, Happening, Site

ZONES = ("America/New_York", "America/Chicago", "Europe/London", "Europe/Berlin")
PLATFORMS = (
    "ical", "tribe", "localist", "schemaorg", "rss", "libcal", "squarespace", "livewhale",
)  # fmt: skip
SYLLABLES = "bal dor fen gil hav jor kel lum mir nor pel quin ras sol tar ven wis yar zel".split()
SORTS = "waltz supper concert reading screening pottery tasting ramble quiz ceilidh".split()
WORDS = (
    "anchor bellows bramble candle cartwheel chimney cobbler compass dovecote feather fiddle "
    "foxglove gable harrow heron kettle lantern lattice millstone nettle orchard paddle pippin "
    "quarry rafter sparrow spindle thimble trellis wherry"
).split()
EVERY = ("", "", "", "1d", "2d", "3d")
FAULTY = 0.12
OUTAGE = 0.04
OUTAGE_DAYS = 9
SERIES_WEEKS = 7
HAPPENINGS, SERIES = 8, 3


def build(seed: int, sites: int, days: int) -> list[Site]:
    """The town of *seed* over *days* days."""
    dice = random.Random(seed)
    names = ["".join(three).title() for three in product(SYLLABLES, repeat=3)]
    dice.shuffle(names)
    return [_site(dice, number, days, iter(names[number::sites])) for number in range(sites)]


def _site(dice: random.Random, number: int, days: int, names: Iterator[str]) -> Site:
    id_ = f"s{number:03}"
    happenings = [
        _happening(dice, f"{id_}-{serial}", next(names), days, is_series=serial < SERIES)
        for serial in range(HAPPENINGS)
    ]
    site = Site(
        number=number,
        platform=PLATFORMS[number % len(PLATFORMS)],
        zone=ZONES[number // len(PLATFORMS) % len(ZONES)],
        every=EVERY[number // 3 % len(EVERY)],
        hall=f"{next(names)} Hall, {number + 1} {next(names)} Street",
        happenings=happenings,
        migrated=dice.randrange(2, days) if dice.random() < 0.03 else None,
    )
    if site.migrated is not None:
        for happening in happenings:
            happening.edited = None
    for day in range(days):
        if dice.random() < FAULTY:
            site.faults[day] = dice.choice(FAULTS)
    if dice.random() < OUTAGE and days > OUTAGE_DAYS:
        first = dice.randrange(1, days - OUTAGE_DAYS)
        site.faults |= dict.fromkeys(range(first, first + OUTAGE_DAYS), "server_error")
    return site


def _happening(
    dice: random.Random, key: str, name: str, days: int, *, is_series: bool
) -> Happening:
    hour, minute = dice.randrange(10, 21), dice.choice((0, 15, 30, 45))
    first = dice.randrange(7) if is_series else dice.randrange(3, days + 40)
    opening = datetime.combine(FIRST_DAY, time()) + timedelta(
        days=first, hours=hour, minutes=minute
    )
    weeks = SERIES_WEEKS if is_series else 1
    happening = Happening(
        key=key,
        title=f"{name} {dice.choice(SORTS)}".capitalize(),
        text=f"{name} comes with {', '.join(dice.sample(WORDS, 12))}. Everybody is welcome.",
        starts=[opening + timedelta(weeks=week) for week in range(weeks)],
        appears=dice.choice((0, 0, 0, dice.randrange(1, days))),
    )
    fate = dice.choice(
        ("", "", "", "removed", "cancelled", "struck", "edited", "left_out", "reissued")
    )
    day = dice.randrange(1, days)
    if fate == "struck" and is_series:
        happening.struck = (dice.randrange(2, weeks), day)
    elif fate and fate != "struck":
        setattr(happening, fate, day)
    return happening
