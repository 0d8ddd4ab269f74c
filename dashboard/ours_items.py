"""The events on a shared list: what has become of each, and what the two say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from dashboard import event_link, ours
from dashboard.words import named, plain
from model.candidate import Candidate
from model.in_words import when, where
from model.reasons import price_words
from model.shared_list import Saved, SharedList, Standing, Vote, ahead, changed, standing, warnings

PLACES = ("First of you", "Second of you")
BADGES = {
    Standing.GONE: ":orange-badge[not announced any more]",
    Standing.OVER: ":gray-badge[over]",
}
BOTH = ":red-badge[you both want this]"
SET_ASIDE = ":green-badge[set aside]"
ASK = "Its source shows it no longer. Ask the organiser before you go."
NO_DATE = "No date set aside yet"


@dataclass(frozen=True, slots=True)
class Item:
    """An event on the list, with what is announced of it now.

    Attributes:
        dates: all that are announced.
        coming: those that are not over.
    """

    saved: Saved
    dates: Sequence[Candidate]
    coming: Sequence[Candidate]
    standing: Standing

    @property
    def next(self) -> Candidate:
        """Its next date that is not called off, as far as one knows."""
        on = [each for each in self.coming if not each.is_off]
        return (*on, *self.coming, self.saved.date(self.saved.start_date))[0]

    @property
    def shown(self) -> Candidate:
        """The date that is set aside, else the next."""
        if self.saved.set_aside is None:
            return self.next
        fits = [each for each in self.dates if each.start_date == self.saved.set_aside]
        return fits[0] if fits else self.saved.date(self.saved.set_aside)

    @property
    def order(self) -> tuple[bool, int, datetime]:
        """What is over comes last, what both want first, then what is soonest."""
        return self.standing is Standing.OVER, -self.saved.points, self.shown.start_date


def items(shared: SharedList, now: datetime) -> list[Item]:
    """What is on the list, in the order in which it is shown."""
    found = []
    for one in shared.on_it:
        dates = ours.announced(one.event)
        found.append(Item(one, dates, ahead(dates, now), standing(one, dates, now)))
    return sorted(found, key=lambda item: item.order)


def name_of(shared: SharedList, partner: int, otherwise: str = "") -> str:
    """What a partner, 1 or 2, is called, fit for Markdown.

    Args:
        otherwise: where they give no name; "" for their place on the list.
    """
    return plain(shared.names[partner - 1]) or otherwise or PLACES[partner - 1]


def show(item: Item, shared: SharedList, now: datetime) -> None:
    """One event: what, when, where, what is new, votes, and a date to set aside."""
    one = item.saved
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card-{one.event}"):
        badges = [BOTH] if one.points == 4 and item.standing is Standing.ON else []
        badges += [SET_ASIDE] if one.set_aside else []
        badges += [BADGES[item.standing]] if item.standing in BADGES else []
        badges += [f":red-badge[{item.next.status}]"] if item.next.is_off else []
        if badges:
            st.markdown(" ".join(badges))
        if item.dates:
            event_link.heading(item.next)
        else:
            st.markdown(f"### {plain(one.name)}")
        _facts(item)
        _news(item, now)
        _votes(item, shared)
        if item.standing is not Standing.OVER:
            _date(item)
        _ways_on(item)


def _facts(item: Item) -> None:
    more = sum(each != item.shown and not each.is_off for each in item.coming)
    later = f" · {more} more date{'s' if more > 1 else ''}" if more else ""
    st.markdown(f"**{plain(when(item.shown))}**{later}")
    place, price = item.saved.place, item.saved.price
    if item.coming:
        place, price = where(item.next), price_words(item.next)
    st.markdown(plain(f"{place} · {price}"))


def _news(item: Item, now: datetime) -> None:
    one = item.saved
    changes = changed(one, item.dates, now)
    ask = [ASK] if item.standing is Standing.GONE else []
    said = [*ask, *changes, *warnings(one, item.dates, now)]
    if said:
        st.warning("\n\n".join(map(plain, said)))
    if changes:
        st.button(
            named("We have seen this", item.next),
            key=f"seen-{one.event}",
            type="tertiary",
            on_click=ours.renew,
            args=(item.next,),
        )


def _votes(item: Item, shared: SharedList) -> None:
    one = item.saved
    other = 3 - ours.you()
    mine, theirs = (one.votes.get(who, "nothing yet") for who in (ours.you(), other))
    st.markdown(f"You: **{mine}** · {name_of(shared, other, 'Your partner')}: **{theirs}**")
    if item.standing is Standing.OVER:
        return
    key = f"vote-{one.event}"
    st.session_state[key] = one.votes.get(ours.you())
    st.segmented_control(
        f"Do you want to go to {plain(item.next.name)}?",
        tuple(Vote),
        format_func=str.capitalize,
        key=key,
        on_change=_vote,
        args=(one.event, key),
        label_visibility="collapsed",
    )


def _vote(event: str, key: str) -> None:
    token, partner, vote = ours.link(), ours.you(), st.session_state[key]
    ours.change(lambda couples, now: couples.vote(token, event, partner, vote, now))


def _date(item: Item) -> None:
    one = item.saved
    starts = {each.start_date: each for each in item.coming}
    if one.set_aside is not None:
        starts.setdefault(one.set_aside, one.date(one.set_aside))
    if not starts:
        return
    key = f"date-{one.event}"
    st.session_state[key] = one.set_aside
    st.selectbox(
        f"Set aside for {plain(item.next.name)}",
        sorted(starts),
        index=None,
        format_func=lambda start: _worded(starts[start]),
        placeholder=NO_DATE,
        key=key,
        on_change=_set_aside,
        args=(one.event, key),
        label_visibility="collapsed",
    )


def _worded(one: Candidate) -> str:
    return f"{when(one)} ({one.status})" if one.is_off else when(one)


def _set_aside(event: str, key: str) -> None:
    token, start = ours.link(), st.session_state[key]
    ours.change(lambda couples, now: couples.set_aside(token, event, start, now))


def _ways_on(item: Item) -> None:
    one = item.saved
    with st.container(horizontal=True, gap="xsmall"):
        if url := item.next.url:
            st.link_button(named("See the announcement", item.next), url)
        st.button(
            named("Take off", item.next),
            key=f"off-{one.event}",
            type="tertiary",
            on_click=ours.take_off,
            args=(one.event,),
        )


def taken_off(shared: SharedList) -> None:
    """What was taken off, each with a way back."""
    gone = [one for one in shared.events if one.removed_at is not None]
    if not gone:
        return
    with st.expander(f"Taken off ({len(gone)}), kept for 30 days"):
        for one in sorted(gone, key=lambda one: one.name):
            left, right = st.columns([5, 1], vertical_alignment="center")
            left.markdown(plain(one.name))
            right.button(
                named("Put back", one.date(one.start_date)),
                key=f"back-{one.event}",
                on_click=_put_back,
                args=(one.event,),
            )


def _put_back(event: str) -> None:
    token = ours.link()
    ours.change(lambda couples, now: couples.put_back(token, event, now))
