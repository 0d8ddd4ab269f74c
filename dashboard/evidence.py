"""What is known of an event and how, as lines of Markdown."""

from __future__ import annotations

from datetime import datetime

from dashboard.facts import quoted
from dashboard.words import days_ago, link, plain
from model.candidate import Candidate
from model.event import Offer
from model.in_words import named
from model.included import included
from model.labels import Audience, Setting
from model.reasons import money
from pipeline.corrections import HOST_SAYS
from pipeline.known import Known

SPOTS = (
    (0.1, "We know the very spot."),
    (1.0, "We know the street or the building, not the door."),
    (6.0, "We know the ZIP code or the neighbourhood; the distance is rough."),
    (float("inf"), "We know the town only; the distance is rough."),
)
"""What a spot is known by, from its precision in km."""
SURE = ((0.95, "almost certainly"), (0.8, "very likely"), (0.6, "likely"), (0.0, "perhaps"))
FIELDS = {
    "event_attendance_mode": "whether it is online",
    "event_status": "whether it takes place",
    "typical_age_range": "ages",
    "in_language": "language",
    "location": "place",
    "offers": "price",
    "url": "page",
}


def costs(one: Candidate, known: Known) -> list[str]:
    """Each price with whom it is for and the words that say so, then what is included."""
    found = [f"{offer(one_)}{quoted(one_.evidence)}" for one_ in known.offers]
    if not found:
        found = ["The price is *not stated*."]
    told = included(f"{one.price_evidence}\n{one.description}")
    return found + [f"Includes **{name}**{quoted(said)}" for name, said in told.items()]


def offer(one: Offer) -> str:
    """One price.

    >>> offer(Offer(price=20, price_currency="USD", eligible="members"))
    '**$20** each, for members'
    """
    if one.is_accessible_for_free or one.price == 0:
        amount = "**Free**"
    elif one.price is None:
        return "A price is *not stated*"
    else:
        most = f" to {money(one.price_max, one.price_currency)}" if one.price_max else ""
        per = f"per {one.per.value}" if one.per else "each"
        amount = f"**{plain(money(one.price, one.price_currency) + most)}** {per}"
    to = f", for {plain(one.eligible)}" if one.eligible else ""
    last = one.valid_through
    return amount + to + (f", until {last:%B} {last.day}" if last else "")


def spot(one: Candidate, known: Known) -> str:
    """How surely its place is known, and from whom if not from its own announcement."""
    if one.is_online:
        return "You take part from home."
    if one.latitude is None:
        return "We could not find the place on the map, so we show no distance."
    sure = next(words for km, words in SPOTS if (one.precision_km or 0.0) <= km)
    source = known.origin.get("location")
    return f"{sure} It comes from {plain(source)}." if source else sure


def reading(one: Candidate) -> list[str]:
    """For whom and what we take it for, how surely, and by which of its words."""
    is_made = one.audience is Audience.COUPLES
    sure = one.p_couples if is_made else one.p_couples + one.p_couple_friendly
    how = next(words for least, words in SURE if sure >= least)
    what = "made for couples" if is_made else "good for two"
    by = " · ".join(f"“{plain(word)}”" for word in one.label_reasons)
    if one.label_reasons == (HOST_SAYS,):
        found = [f"It is **{what}**, {HOST_SAYS}"]
    else:
        by = f", by its words {by}" if by else ""
        found = [f"It is {how} **{what}** ({min(sure, 0.99):.0%}){by}"]
    found.append(f"Kind: **{named(one.kind.value)}**")
    if one.interests:
        found.append(f"About: {', '.join(named(each.value) for each in one.interests)}")
    is_faith = one.setting is Setting.FAITH
    found.append(f"Setting: {'religious' if is_faith else 'not religious'}")
    return found


def sources(known: Known, now: datetime) -> list[str]:
    """Who announces it and since when, each with its page, and what was taken from whom."""
    found = []
    for one in known.announcements:
        name = link(one.source, one.url)
        seen = f"found {days_ago(one.first_seen, now)}, last seen {days_ago(one.last_seen, now)}"
        gone = "; it is no longer there" if one.is_gone else ""
        called = known.announcements[0].name
        other = f", as “{plain(one.name)}”" if one.name != called else ""
        same = f" — taken for the same event: {plain(one.reason)}" if one.reason else ""
        found.append(f"{name}{other}: {seen}{gone}{same}")
    taken: dict[str, list[str]] = {}
    for field, source in known.origin.items():
        taken.setdefault(source, []).append(FIELDS.get(field, field.replace("_", " ")))
    found += [f"From {plain(who)} we took: {', '.join(what)}" for who, what in taken.items()]
    return found


def corrected(known: Known) -> list[str]:
    """What a host has put right, in one line or none."""
    names = ", ".join(
        f"{FIELDS.get(field, field.replace('_', ' '))} ({at:%B} {at.day})"
        for field, at in known.corrected
    )
    return [f"Put right by the host of this page: {names}"] if names else []
