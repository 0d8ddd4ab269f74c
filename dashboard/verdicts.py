"""What the visitors said of events, kept in their session and nowhere else."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.words import named, plain
from model.candidate import Candidate
from model.outing import Verdict

SAID = {
    Verdict.SAVED: "saved",
    Verdict.LIKED: "liked",
    Verdict.NOT_LIKED: "not liked",
    Verdict.NOT_FOR_US: "not for you",
}


def said() -> list[dict[str, Any]]:
    """The verdicts so far, as fields of an outing's feedback."""
    return [
        {"event": event, "verdict": verdict.value} for event, (verdict, _) in _verdicts().items()
    ]


def ask(one: Candidate) -> None:
    """A button that keeps *one*."""
    is_chosen = _verdicts().get(one.event, (None, ""))[0] is Verdict.SAVED
    st.button(
        named("Saved" if is_chosen else "Save", one),
        key=f"saved-{one.event}",
        type="primary" if is_chosen else "tertiary",
        on_click=say,
        args=(one, None if is_chosen else Verdict.SAVED),
    )


def review() -> None:
    """What was said, each with a way to take it back."""
    verdicts = _verdicts()
    if not verdicts:
        return
    with st.expander(f"What you told us ({len(verdicts)}), until you close this page"):
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


def _forget(event: str) -> None:
    _verdicts().pop(event, None)


def say(one: Candidate, verdict: Verdict | None) -> None:
    """Keep what the two say of *one*; None takes it back."""
    if verdict is None:
        _forget(one.event)
    else:
        _verdicts()[one.event] = (verdict, one.name)


def _verdicts() -> dict[str, tuple[Verdict, str]]:
    found: dict[str, tuple[Verdict, str]] = st.session_state.setdefault("verdicts", {})
    return found
