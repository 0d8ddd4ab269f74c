"""A host is asked what the classifier is least sure of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.hosting import change, home, note, say_done
from dashboard.words import link, plain
from model.in_words import excerpt
from model.labels import MAX_INTERESTS, Audience, Interest, Kind, Label, Setting
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.fixing import fix
from pipeline.queue import queue


def main() -> None:
    """Show the page."""
    st.title("Label events", anchor=False)
    say_done()
    folder = home()
    if folder is None:
        return
    skipped = st.session_state.setdefault("skipped", set())
    with Catalogue(Config(folder).catalogue, read_only=True) as catalogue:
        found = queue(catalogue, 1, skipped)
    st.markdown(
        f"The classifier is unsure of **{found.unsure}** events; you have answered "
        f"**{found.answered}**. The one whose answer would teach it most comes first."
    )
    if found.events:
        ask(folder, found.events[0])
    else:
        st.success("There is nothing to ask about.")
    if found.answered:
        learn(folder)


def ask(folder: Path, event: dict[str, Any]) -> None:
    """One announcement, what was guessed, and the guideline's line for each choice."""
    with st.container(border=True):
        show(event)
    id_ = event["id"]
    with st.form(f"label-{id_}"):
        audience = _one_of("Who is it made for?", Audience, event["audience"])
        kind: Any = st.selectbox(
            "What form does it take?", list(Kind), _at(Kind, event["kind"]), format_func=_line
        )
        interests = st.multiselect(
            "What would one have to like?",
            list(Interest),
            [Interest(one) for one in json.loads(event["interests"] or "[]")],
            format_func=_line,
            max_selections=MAX_INTERESTS,
        )
        setting = _one_of("Is the host or the content religious?", Setting, event["setting"])
        with st.container(horizontal=True):
            is_saved = st.form_submit_button("Save", type="primary")
            is_skipped = st.form_submit_button("Skip")
    if is_skipped:
        st.session_state["skipped"].add(id_)
        st.rerun()
    if is_saved:
        said: dict[str, str | None] = {
            "audience": audience.value,
            "kind": kind.value,
            "interests": ",".join(one.value for one in interests),
            "setting": setting.value,
        }
        note(folder, lambda *args: fix(args[0], id_, said, *args[1:]), "Thank you.")


def show(event: dict[str, Any]) -> None:
    """What a reader needs to judge it."""
    st.markdown(f"## {plain(event['name'])}")
    facts = (event["start"] or "")[:16].replace("T", " "), event["venue"], event["organizer"]
    st.caption(plain(" · ".join(filter(None, (*facts, event["price"])))))
    if event["description"]:
        st.markdown(plain(excerpt(event["description"], 900)))
    if event["url"]:
        st.markdown(link("See the announcement", event["url"]))
    st.caption(_guess(event))


def _guess(event: dict[str, Any]) -> str:
    if event["audience"] is None:
        return f"It is in a language that is not read ({plain(event['in_language'])})."
    couples, friendly = event["p_couples"], event["p_couple_friendly"]
    words = " · ".join(f"“{plain(word)}”" for word in json.loads(event["reasons"]))
    return (
        f"The classifier gives couples {couples:.0%}, couple-friendly {friendly:.0%}, "
        f"other {1 - couples - friendly:.0%}" + (f", by the words {words}" if words else "")
    )


def learn(folder: Path) -> None:
    """What becomes of the answers."""
    st.divider()
    st.markdown(
        "Your answers stand for their events from the next run on. To let the classifier learn "
        "from them, run `twogether train` and then `twogether evaluate`."
    )
    if st.button("Let them stand now"):
        change(folder, lambda *_: None, "Your answers stand.")


def _one_of(question: str, labels: type[Label], guess: str | None) -> Any:
    captions = [one.meaning for one in labels]
    return st.radio(
        question, list(labels), _at(labels, guess), format_func=_words, captions=captions
    )


def _at(labels: type[Label], value: str | None) -> int:
    return list(labels).index(labels(value)) if value else 0


def _words(label: Label) -> str:
    return label.value.replace("_", " ").capitalize()


def _line(label: Label) -> str:
    return f"{_words(label)}: {label.meaning}"


main()
