"""What the visitors said of events, kept in their session; what they save, on their list if any."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import ours
from dashboard.words import plain
from model.candidate import Candidate
from model.outing import Verdict

BUTTONS = {Verdict.SAVED: "Save", Verdict.LIKED: "We liked it", Verdict.NOT_FOR_US: "Not for us"}
SAID = {
    Verdict.SAVED: "saved",
    Verdict.LIKED: "liked",
    Verdict.NOT_LIKED: "not liked",
    Verdict.NOT_FOR_US: "not for you",
}
KEPT = "It is on your list now."
NOT_KEPT = "Saved until you close this page. Under “Our list” the two of you can keep it."


def said() -> list[dict[str, Any]]:
    """The verdicts so far, as fields of an outing's feedback; what is on the list is saved."""
    ours.look()
    verdicts = dict.fromkeys(ours.on_it(), Verdict.SAVED)
    verdicts |= {event: verdict for event, (verdict, _) in _verdicts().items()}
    return [{"event": event, "verdict": verdict.value} for event, verdict in verdicts.items()]


def ask(one: Candidate) -> None:
    """Buttons for a verdict on *one*."""
    with st.container(horizontal=True, gap="xsmall"):
        for choice, label in BUTTONS.items():
            is_chosen = _is_chosen(one.event, choice)
            st.button(
                label,
                key=f"{choice.value}-{one.event}",
                type="primary" if is_chosen else "tertiary",
                help=f"{label}: {plain(one.name)}",
                on_click=_say,
                args=(one, choice, is_chosen),
            )


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
            left.markdown(f"{plain(name)}: {SAID[verdict]}")
            right.button(
                "Undo",
                key=f"undo-{event}",
                help=f"Undo: {plain(name)}",
                on_click=_forget,
                args=(event,),
            )


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


def _is_chosen(event: str, choice: Verdict) -> bool:
    if choice is Verdict.SAVED and ours.link():
        return event in ours.on_it()
    return _verdicts().get(event, (None, ""))[0] is choice


def _forget(event: str) -> None:
    _verdicts().pop(event, None)


def _say(one: Candidate, choice: Verdict, is_taken_back: bool) -> None:
    if choice is Verdict.SAVED and ours.link():
        if is_taken_back:
            ours.take_off(one.event)
        elif ours.save(one):
            st.toast(KEPT)
    elif is_taken_back:
        _forget(one.event)
    else:
        _verdicts()[one.event] = (choice, one.name)
        if choice is Verdict.SAVED:
            st.toast(NOT_KEPT)


def _verdicts() -> dict[str, tuple[Verdict, str]]:
    found: dict[str, tuple[Verdict, str]] = st.session_state.setdefault("verdicts", {})
    return found
