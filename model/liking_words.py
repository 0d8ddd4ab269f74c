"""What of an event each partner likes, in words that are true of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from model.candidate import Candidate
from model.concepts import meant, tells
from model.labels import Interest
from model.outing import Partner
from model.taste import Taste
from model.wishes import wishes_in
from model.words import WORD, stems

YOU = "you"
"""The name of a partner who reads the reasons."""


def liking_words(candidate: Candidate, tastes: Sequence[Taste]) -> Iterator[str]:
    """What both like, or else each of them, in words."""
    likes = [_liked(candidate, taste) for taste in tastes]
    if len(likes) == 1:
        if likes[0]:
            yield f"you like {_join(likes[0])}"
        return
    ours = [
        word
        for word in dict.fromkeys(likes[0] + likes[1])
        if all(_holds(one, word) for one in likes)
    ]
    if ours:
        yield f"you both like {_join(ours)}"
        return
    for taste, words, default in zip(tastes, likes, ("one of you", "the other"), strict=True):
        if words:
            who = taste.partner.name or default
            yield f"{who} {'like' if who == YOU else 'likes'} {_join(words)}"


def _holds(liked: Sequence[str], words: str) -> bool:
    """Whether one of *liked* is *words*, or a longer wish that has them."""
    return any(f" {words} " in f" {one} " for one in liked)


def _liked(candidate: Candidate, taste: Taste) -> list[str]:
    """What the partner chose, else the very words, else what they tell, that the event has.

    What the classifier takes the words for helps to find events, but nobody said it: a couple
    that wishes for marriage preparation has not said that it likes faith.
    """
    chosen = [one for one in candidate.interests if one in taste.partner.interests]
    told = [one for one in candidate.interests if one in _told(taste.partner.likes)]
    return (
        [_name(one) for one in chosen]
        or _shared_words(candidate, taste.partner)
        or [_name(one) for one in told]
    )


@lru_cache(maxsize=1_000)
def _told(likes: str) -> frozenset[Interest]:
    """What the concepts stand for that the wishes in *likes* tell."""
    return frozenset(
        interest
        for wish in wishes_in(likes).wanted
        for any_of in meant(wish)
        for concept in any_of
        for interest in concept.interests
    )


def _name(interest: Interest) -> str:
    joint = " " if interest is Interest.RELATIONSHIP_SKILLS else " and "
    return interest.value.replace("_", joint)


def _shared_words(candidate: Candidate, partner: Partner) -> list[str]:
    """The partner's wishes that the announcement holds, whole or by a word that tells it.

    A word alone may mean something else there: a wish counts only where it fits the labels.
    """
    texts = (candidate.name, candidate.description, candidate.organizer, *candidate.keywords)
    theirs = _words(" ".join(texts))
    found: dict[str, None] = {}
    for wish in map(str.lower, wishes_in(partner.likes).wanted):
        its = stems(wish)
        if not its or not _fits(candidate, wish):
            continue
        if theirs.issuperset(its):
            found[wish] = None
        else:
            telling = _telling(wish)
            found.update(dict.fromkeys(word for word, its in telling if not theirs.isdisjoint(its)))
    return list(found)


@lru_cache(maxsize=1_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(stems(text))


@lru_cache(maxsize=1_000)
def _telling(wish: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of *wish* that tell a concept by themselves, each with its stems."""
    told = tells(wish)
    words = ((word, frozenset(stems(word))) for word in WORD.findall(wish))
    return tuple((word, its) for word, its in words if not its.isdisjoint(told))


def _fits(candidate: Candidate, wish: str) -> bool:
    """Whether one of the concepts that *wish* tells stands for what *candidate* is about."""
    told = [one for any_of in meant(wish) for one in any_of if one.interests]
    return not told or any(one.interests.intersection(candidate.interests) for one in told)


def _join(words: list[str]) -> str:
    first = words[:2]
    return (", " if any(" and " in word for word in first) else " and ").join(first)
