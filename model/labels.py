"""What is learned about an event: audience, kind, interests and setting.

Each label carries one sentence that says when it applies; docs and pages quote it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Label(StrEnum):
    """A label with its guideline sentence in `meaning`."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class Audience(Label):
    """Who the event is made for."""

    COUPLES = "couples", "Made for two people in a relationship, as the couple."
    COUPLE_FRIENDLY = "couple_friendly", "An adult outing that two people can enjoy together."
    OTHER = "other", "Not an outing for a couple."


class Kind(Label):
    """The form the event takes."""

    RETREAT = "retreat", "A day or more away, or called a retreat."
    WORKSHOP = "workshop", "Teaches couples about their relationship, marriage or parenting."
    SMALL_GROUP = "small_group", "A group that meets again and again to talk, study or eat."
    COUNSELLING = "counselling", "Counselling, mentoring or support in a crisis."
    DATE_NIGHT = "date_night", "An evening laid on for couples."
    CLASS = "class", "Teaches a skill such as dancing, cooking, a craft or a language."
    PERFORMANCE = "performance", "A concert, play, comedy, film or reading."
    FOOD_DRINK = "food_drink", "A dinner, tasting, brunch or brewery tour."
    OUTDOORS = "outdoors", "A hike, garden, boat, wildlife or the night sky."
    ARTS_CULTURE = "arts_culture", "An exhibition, museum, history, book talk or lecture."
    SOCIAL = "social", "A party, social dance, games, trivia, fair, festival or market."
    WELLNESS = "wellness", "Yoga, meditation, spa, massage or fitness."
    SPORTS = "sports", "Sport to play or to watch."
    SERVICE = "service", "Volunteering."
    WORSHIP = "worship", "A service, prayer or ceremony."
    CIVIC = "civic", "A meeting, government business or advocacy."
    NOT_EVENT = "not_event", "A notice, article, closure or placeholder."
    OTHER = "other", "None of the other kinds."


MAX_INTERESTS = 3
"""The main ones of an event; more say nothing."""


class Interest(Label):
    """What a person would have to like."""

    DANCE = "dance", "Dancing, to learn or to enjoy."
    MUSIC = "music", "Live or recorded music, singing."
    THEATRE_FILM = "theatre_film", "Plays, musicals and films."
    COMEDY = "comedy", "Stand-up, improv and anything for laughs."
    FOOD_DRINK = "food_drink", "Eating, cooking, wine and beer."
    ARTS_CRAFTS = "arts_crafts", "Painting, pottery, crafts and galleries."
    OUTDOORS_NATURE = "outdoors_nature", "Walks, gardens, wildlife and stars."
    SPORTS_FITNESS = "sports_fitness", "Playing, training or watching sport."
    WELLNESS_MINDFULNESS = "wellness_mindfulness", "Yoga, meditation and rest."
    FAITH = "faith", "Worship, prayer and religious community."
    LEARNING = "learning", "Talks, courses and new skills."
    BOOKS = "books", "Reading, writing and authors."
    GAMES = "games", "Board games, cards, trivia and puzzles."
    HISTORY_CULTURE = "history_culture", "History, heritage and other cultures."
    VOLUNTEERING = "volunteering", "Helping others, side by side."
    RELATIONSHIP_SKILLS = "relationship_skills", "Communication, marriage and closeness."
    FESTIVALS_MARKETS = "festivals_markets", "Fairs, festivals and markets."
    FAMILY = "family", "Children and family life."


class Setting(Label):
    """Whether the host or the content is religious."""

    FAITH = "faith", "The host or the content is religious."
    SECULAR = "secular", "Neither the host nor the content is religious."


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The texts that the classifier reads; all but `title` may be empty.

    Attributes:
        audience_text: the source's own tags.
    """

    title: str
    description: str = ""
    organizer: str = ""
    venue: str = ""
    price_text: str = ""
    audience_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the classifier says of one announcement.

    Attributes:
        p_couples, p_couple_friendly: probabilities, 0 to 1; `other` has the rest.
        interests: most likely first, at most three.
        reasons: the announcement's own words that carried the audience, at most five.
    """

    audience: Audience
    p_couples: float
    p_couple_friendly: float
    kind: Kind
    interests: tuple[Interest, ...] = ()
    setting: Setting = Setting.SECULAR
    reasons: tuple[str, ...] = ()
