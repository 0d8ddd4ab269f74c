"""What the visitors said of events, kept in their session; what they save, on their list if any."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import asked, ours
from dashboard.words import named, plain
from model.candidate import Candidate
from model.outing import Reason, Verdict

SAID = {
    Verdict.SAVED: "saved",
    Verdict.LIKED: "liked",
    Verdict.NOT_LIKED: "not liked",
    Verdict.NOT_FOR_US: "not for you",
}
WHY = {
    Reason.TOO_FAR: "Too far",
    Reason.TOO_DEAR: "Too dear",
    Reason.WRONG_TIME: "Wrong time",
    Reason.NOT_OUR_THING: "Not our thing",
    Reason.BEEN_BEFORE: "Been before",
}
KEPT = "It is on your list now."
NOT_KEPT = "Saved until you close this page. Under “Our list” the two of you can keep it."


def said() -> list[dict[str, Any]]:
    """The verdicts so far, as fields of an outing's feedback; what is on the list is saved.

    What is saved changes no order before another search or page: the card stays where it was.
    """
    ours.look()
    verdicts = dict.fromkeys(ours.on_it(), Verdict.SAVED)
    verdicts |= {event: verdict for event, (verdict, _) in _verdicts().items()}
    return [
        {"event": event, "verdict": verdict.value} | _reasons().get(event, {})
        for event, verdict in verdicts.items()
        if verdict is not Verdict.SAVED or _just_saved().get(event) != asked.scene()
    ]


def ask(one: Candidate) -> None:
    """A button that keeps *one*."""
    is_chosen = is_saved(one.event)
    st.button(
        named("Saved" if is_chosen else "Save", one),
        key=f"saved-{one.event}",
        type="primary" if is_chosen else "tertiary",
        on_click=save_or_not,
        args=(one,),
    )


def save_or_not(one: Candidate) -> None:
    """Save *one*, or take that back."""
    if is_saved(one.event):
        _take_back(one)
    else:
        _save(one)


def review() -> None:
    """What was said, each with a way to take it back."""
    verdicts = _verdicts()
    if not verdicts:
        return
    with st.expander(f"What you told us ({len(verdicts)}), until you close this page"):
        if saved():
            st.caption(NOT_KEPT)
        for event, (verdict, name) in list(verdicts.items()):
            left, right = st.columns([5, 1], vertical_alignment="center")
            left.markdown(f"{plain(name)}: {SAID[verdict]}{_why(event)}")
            right.button(
                "Undo",
                key=f"undo-{event}",
                help=f"Undo: {plain(name)}",
                on_click=_forget,
                args=(event,),
            )


def _why(event: str) -> str:
    reason = _reasons().get(event, {}).get("reason")
    return f", {WHY[Reason(reason)].lower()}" if reason else ""


def saved() -> dict[str, str]:
    """The names of the events that are saved until the page is closed, by id."""
    return {
        event: name for event, (verdict, name) in _verdicts().items() if verdict is Verdict.SAVED
    }


def put_on_list() -> None:
    """Let the list, and no longer the session, keep what is saved."""
    events = list(saved())
    if events and ours.save_all(events):
        for event in events:
            _forget(event)


def is_saved(event: str) -> bool:
    """Whether it is on the list, or without a list saved for now."""
    return event in (ours.on_it() if ours.link() else saved())


def _forget(event: str) -> None:
    _verdicts().pop(event, None)
    _reasons().pop(event, None)


def say(one: Candidate, verdict: Verdict, reason: Reason | None = None) -> None:
    """Keep what the two say of *one*, and why it is not for them if they say so."""
    _forget(one.event)
    _verdicts()[one.event] = (verdict, one.name)
    if reason:
        _reasons()[one.event] = {"reason": reason.value}


def _save(one: Candidate) -> None:
    _just_saved()[one.event] = asked.scene()
    if not ours.link():
        say(one, Verdict.SAVED)
        st.toast(NOT_KEPT)
    elif ours.save(one):
        st.toast(KEPT)


def _take_back(one: Candidate) -> None:
    if ours.link():
        ours.take_off(one.event)
    else:
        _forget(one.event)


def _just_saved() -> dict[str, object]:
    """Where each event was when it was saved, as `asked.scene`."""
    found: dict[str, object] = st.session_state.setdefault("just-saved", {})
    return found


def _reasons() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = st.session_state.setdefault("verdict-reasons", {})
    return found


def _verdicts() -> dict[str, tuple[Verdict, str]]:
    found: dict[str, tuple[Verdict, str]] = st.session_state.setdefault("verdicts", {})
    return found
