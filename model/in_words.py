"""When, where and what, as people say it."""

from __future__ import annotations

from datetime import datetime, timedelta

from model.candidate import Candidate

MAX_TEXT = 190
TWO_WORDS = {
    "theatre_film", "food_drink", "arts_crafts", "outdoors_nature", "sports_fitness",
    "wellness_mindfulness", "history_culture", "festivals_markets", "arts_culture",
}  # fmt: skip


def when(one: Candidate) -> str:
    """Day and time, and the last day of what takes several."""
    start, end = one.start_date, one.end_date
    day = f"{start:%A, %B} {start.day}"
    if one.all_day:
        last = end - timedelta(days=1) if end else start
        return day if last.date() <= start.date() else f"{day} to {last:%A, %B} {last.day}"
    if end and one.nights:
        nights = "1 night" if one.nights == 1 else f"{one.nights} nights"
        return f"{day}, {clock(start)} to {end:%A}, {clock(end)} ({nights})"
    return f"{day}, {hours(one)}"


def hours(one: Candidate) -> str:
    """From when to when, of what begins and ends on one day."""
    return clock(one.start_date) + (f" to {clock(one.end_date)}" if one.end_date else "")


def clock(moment: datetime) -> str:
    """The time of day: 7 pm, 7:30 pm."""
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes} {'am' if moment.hour < 12 else 'pm'}"


def where(one: Candidate) -> str:
    """Venue and street, each once."""
    if one.is_online:
        return "Online"
    street = one.address.split(",")[0]
    parts = [one.venue, street if street not in one.venue else ""]
    return ", ".join(filter(None, parts)) or "Place not stated"


def excerpt(text: str, length: int = MAX_TEXT) -> str:
    """The first words of an announcement."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def named(label: str) -> str:
    """A label as people say it.

    >>> named("food_drink"), named("date_night")
    ('food and drink', 'date night')
    """
    return label.replace("_", " and " if label in TWO_WORDS else " ")
