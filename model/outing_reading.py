"""An outing out of a document or a page's answers, with one validation for both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from model.errors import OutingError
from model.labels import Interest, Kind
from model.language import language_code
from model.outing import (
    PARTS_OF_DAY,
    REFUSALS,
    WEEKDAYS,
    Aim,
    Feedback,
    Outing,
    Partner,
    Reason,
    Sort,
    Verdict,
    Want,
)
from model.tradition import Tradition

E = TypeVar("E", bound=StrEnum)
Locate = Callable[[str], tuple[str, float, float] | None]


def outing_from(values: Mapping[str, Any], locate: Locate) -> Outing:
    """The outing that a TOML or JSON document, or a page's state, describes.

    Args:
        values: fields of `Outing`; `home` may be text, or a table of latitude and longitude.
        locate: finds label, latitude and longitude of a place in text.

    Raises:
        OutingError: if a field is unknown or its value cannot be meant.
    """
    _check_names(values, Outing, "outing")
    read: dict[str, Any] = {}
    for name, value in values.items():
        read |= _home(value, locate) if name == "home" else {name: _read(name, value)}
    outing = Outing(**read)
    if outing.from_date and outing.to_date and outing.to_date < outing.from_date:
        msg = (
            f"outing 'to_date' {outing.to_date} is before 'from_date' {outing.from_date}, "
            "so no day is left; swap them"
        )
        raise OutingError(msg)
    if (outing.latitude is None) != (outing.longitude is None):
        msg = "outing has one of 'latitude' and 'longitude', which is no place; give both"
        raise OutingError(msg)
    return outing


def _read(name: str, value: Any) -> Any:
    return READERS[name](value, f"outing {name!r}")


def _partners(value: Any, where: str) -> tuple[Partner, ...]:
    tables = _list(value, where)
    if not 1 <= len(tables) <= 2:
        msg = f"outing has {len(tables)} partners, but an outing is for one or two; give those"
        raise OutingError(msg)
    return tuple(_partner(table, number) for number, table in enumerate(tables, start=1))


def _partner(table: Any, number: int) -> Partner:
    where = f"outing partner {number}"
    if not isinstance(table, Mapping):
        msg = f"{where} is {table!r}, which is no table; write [[partners]] and its fields"
        raise OutingError(msg)
    _check_names(table, Partner, where)
    liked, not_liked = (
        tuple(
            _choice(Interest, one, f"{where} {name!r}") for one in _list(table.get(name, ()), where)
        )
        for name in ("interests", "rather_not")
    )
    return Partner(
        name=str(table.get("name", "")),
        interests=liked,
        likes=str(table.get("likes", "")),
        rather_not=not_liked,
    )


def _feedback(value: Any, where: str) -> tuple[Feedback, ...]:
    return tuple(_verdict(one, n) for n, one in enumerate(_list(value, where), start=1))


def _verdict(table: Any, number: int) -> Feedback:
    where = f"outing feedback {number}"
    if not isinstance(table, Mapping) or not table.get("event"):
        msg = f"{where} is {table!r}, which names no event; write [[feedback]], event and verdict"
        raise OutingError(msg)
    _check_names(table, Feedback, where)
    by = _number(table.get("by"), f"{where} 'by'", least=1, most=2)
    verdict = _choice(Verdict, table.get("verdict"), f"{where} 'verdict'")
    reason = table.get("reason")
    if reason is not None and verdict not in REFUSALS:
        msg = (
            f"{where} gives a 'reason' for {verdict.value!r}, but only what was not liked has one; "
            f"leave it out, or choose the verdict among {', '.join(REFUSALS)}"
        )
        raise OutingError(msg)
    return Feedback(
        event=str(table["event"]),
        verdict=verdict,
        by=None if by is None else int(by) - 1,
        reason=None if reason is None else _choice(Reason, reason, f"{where} 'reason'"),
    )


def _home(value: Any, locate: Locate) -> dict[str, Any]:
    if isinstance(value, Mapping):
        label = str(value.get("label", "home"))
        found = {name: _read(name, value.get(name)) for name in ("latitude", "longitude")}
        return {"home": label, **found}
    if not str(value).strip():
        return {}
    place = locate(str(value))
    if place is None:
        msg = (
            f"outing 'home' is {value!r}, which is no place we know, or several; give a ZIP code, "
            "'Town, ST' or 'latitude,longitude'"
        )
        raise OutingError(msg)
    return {"home": place[0], "latitude": place[1], "longitude": place[2]}


def _check_names(values: Mapping[str, Any], kind: type, where: str) -> None:
    known = [field.name for field in fields(kind)]
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"choose among {', '.join(known)}"
            msg = f"{where} has {name!r}, which nothing is called; {hint}"
            raise OutingError(msg)


def _number(value: Any, where: str, *, least: float, most: float = 1e9) -> float | None:
    if value is None:
        return None
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        msg = f"{where} is {value!r}, which is no number; give one"
        raise OutingError(msg) from error
    if not least <= number <= most:
        msg = f"{where} is {value!r}, which is outside {least:g} to {most:g}; give one inside"
        raise OutingError(msg)
    return number


def _day(value: Any, where: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        msg = f"{where} is {value!r}, which is no date; write it as 2026-08-22"
        raise OutingError(msg) from error


def _flag(value: Any, where: str) -> bool:
    if str(value).lower() in ("true", "1", "yes"):
        return True
    if str(value).lower() in ("false", "0", "no"):
        return False
    msg = f"{where} is {value!r}, which is neither true nor false; write one of them"
    raise OutingError(msg)


def _list(value: Any, where: str) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return list(value)
    msg = f"{where} is {value!r}, which is no list; write it in brackets"
    raise OutingError(msg)


def _words(value: Any, where: str, *, known: tuple[str, ...]) -> tuple[str, ...]:
    words = tuple(str(one) for one in _list(value, where))
    for word in words:
        if word not in known:
            msg = f"{where} holds {word!r}, which is unknown; choose among {', '.join(known)}"
            raise OutingError(msg)
    return words


def _choice(kind: type[E], value: Any, where: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        choices = ", ".join(one.value for one in kind)
        msg = f"{where} holds {value!r}, which is unknown; choose among {choices}"
        raise OutingError(msg) from error


def _choices(kind: type[E], value: Any, where: str) -> tuple[E, ...]:
    return tuple(_choice(kind, one, where) for one in _list(value, where))


def _tags(value: Any, where: str) -> tuple[str, ...]:
    tags = tuple(str(one) for one in _list(value, where))
    for tag in tags:
        if not language_code(tag):
            msg = f"{where} holds {tag!r}, which is no language; write it as 'en' or 'es'"
            raise OutingError(msg)
    return tags


READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "radius_km": partial(_number, least=0),
    "budget": partial(_number, least=0),
    "latitude": partial(_number, least=-90, most=90),
    "longitude": partial(_number, least=-180, most=180),
    "from_date": _day,
    "to_date": _day,
    "faith": partial(_choice, Want),
    "overnight": partial(_choice, Want),
    "online": partial(_choice, Want),
    "aim": partial(_choice, Aim),
    "unknown_price": _flag,
    "miles": _flag,
    "weekdays": partial(_words, known=WEEKDAYS),
    "parts_of_day": partial(_words, known=tuple(PARTS_OF_DAY)),
    "kinds": partial(_choices, Kind),
    "interests": partial(_choices, Interest),
    "traditions": partial(_choices, Tradition),
    "languages": _tags,
    "childcare": _flag,
    "step_free": _flag,
    "sign_language": _flag,
    "no_sharing": _flag,
    "sort": partial(_choice, Sort),
    "partners": _partners,
    "feedback": _feedback,
}
