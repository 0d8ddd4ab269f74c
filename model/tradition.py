"""Which religious tradition an announcement names, where its host or content is religious."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from model.labels import Setting

if TYPE_CHECKING:
    from model.candidate import Candidate


class Tradition(StrEnum):
    """Traditions that couples look for, or look past."""

    CATHOLIC = "catholic"
    PROTESTANT = "protestant"
    ORTHODOX = "orthodox"
    LATTER_DAY_SAINTS = "latter_day_saints"
    JEWISH = "jewish"
    MUSLIM = "muslim"
    BUDDHIST = "buddhist"
    HINDU = "hindu"
    UNITARIAN = "unitarian"


WORDS = {
    Tradition.CATHOLIC: r"catholic|parish|diocese|jesuit|retrouvaille|our lady|eucharist",
    Tradition.PROTESTANT: r"baptist|methodist|lutheran|presbyterian|episcopal|pentecostal|"
    r"evangelical|anglican|nazarene|mennonite|adventist|moravian|congregational|reformed|"
    r"church of christ|bible church|vineyard",
    Tradition.ORTHODOX: r"(?:greek|russian|serbian|antiochian|coptic|ukrainian) orthodox|"
    r"orthodox (?:church|christian)|coptic",
    Tradition.LATTER_DAY_SAINTS: r"latter[- ]day saints?|lds",
    Tradition.JEWISH: r"jewish|synagogue|chabad|shabbat|hillel|temple (?:beth|b'nai|emanu)|jcc|"
    r"havdalah|torah|kehillah",
    Tradition.MUSLIM: r"muslim|islamic|mosque|masjid|quran|iftar|ramadan",
    Tradition.BUDDHIST: r"buddhis[tm]|zen center|sangha|dharma|vajrayana|shambhala",
    Tradition.HINDU: r"hindu|mandir|vedanta|diwali|iskcon|bhagavad",
    Tradition.UNITARIAN: r"unitarian|universalist",
}
PATTERNS = {one: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for one, words in WORDS.items()}


CHRISTIAN = re.compile(r"\b(?:christian|church|bible|gospel)\b", re.IGNORECASE)
CHURCHES = (
    Tradition.CATHOLIC,
    Tradition.PROTESTANT,
    Tradition.ORTHODOX,
    Tradition.LATTER_DAY_SAINTS,
)


def traditions_named(text: str) -> tuple[Tradition, ...]:
    """The traditions that *text* names; one that names Christianity alone means its churches.

    >>> [str(one) for one in traditions_named("a Jewish retreat")]
    ['jewish']
    """
    named = tuple(each for each, pattern in PATTERNS.items() if pattern.search(text))
    return named or (CHURCHES if CHRISTIAN.search(text) else ())


def traditions_of(one: Candidate) -> tuple[Tradition, ...]:
    """The traditions that a religious event's host, place, name or text names; often none.

    A secular event in a church hall has none: its place says nothing of what happens there.
    """
    if one.setting is not Setting.FAITH:
        return ()
    text = f"{one.name} {one.organizer} {one.source} {one.venue} {one.description}"
    return tuple(each for each, pattern in PATTERNS.items() if pattern.search(text))
