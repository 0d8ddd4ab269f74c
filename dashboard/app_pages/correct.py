"""What visitors report, and a host's corrections of one event."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import inbox
from dashboard.hosting import change, home, say_done
from dashboard.words import plain
from model.event import AttendanceMode, EventStatus, Per
from model.labels import Audience, Kind, Setting
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.corrections import FIELDS, YES_OR_NO
from pipeline.fixing import fields_of, fix

AT_ONCE = 20
CHOICES: dict[str, Any] = {
    "event_status": EventStatus,
    "event_attendance_mode": AttendanceMode,
    "per": Per,
    "audience": Audience,
    "kind": Kind,
    "setting": Setting,
}
GROUPS = {
    "What": ("name", "description", "organizer", "url", "image", "event_status"),
    "When": ("start_date", "end_date"),
    "Where": (
        "venue", "address", "locality", "region", "postal_code", "latitude", "longitude",
        "event_attendance_mode",
    ),
    "Cost": ("price", "price_max", "price_currency", "per"),
    "For whom": (
        "audience", "kind", "setting", "interests", "keywords", "typical_age_range", "in_language",
    ),
    "What is said": YES_OR_NO,
}  # fmt: skip
TRI_STATE = {"": "not stated", "1": "yes", "0": "no"}


def main() -> None:
    """Show the page."""
    st.title("Correct an event", anchor=False)
    say_done()
    folder = home()
    if folder is None:
        return
    inbox.show(folder)
    st.header("Any event", anchor=False)
    wanted = st.text_input("Name of the event, or its id", key="wanted", placeholder="Barn dance")
    with Catalogue(Config(folder).catalogue, read_only=True) as catalogue:
        found = {row["id"]: row for row in catalogue.events_named(wanted, AT_ONCE)}
        if not found:
            st.info("No event has such a name.")
            return
        labels = _labels(found)
        chosen = st.selectbox("Event", list(found), format_func=labels.__getitem__, key="event")
        now, history = fields_of(catalogue, chosen), catalogue.history(chosen)
    form(folder, chosen, now)
    show_history(history)


def _labels(found: dict[str, dict[str, Any]]) -> dict[str, str]:
    """A label for each event; those that would read alike carry their id."""
    labels = {id_: _label(row) for id_, row in found.items()}
    often = Counter(labels.values())
    return {id_: f"{label} · {id_}" if often[label] > 1 else label for id_, label in labels.items()}


def _label(row: dict[str, Any]) -> str:
    hidden = " (hidden)" if row["hidden"] else ""
    return f"{row['name']} · {(row['start'] or 'no date')[:10]}{hidden}"


def form(folder: Path, event: str, now: dict[str, str]) -> None:
    """Every field as it stands; what is changed here stands from now on."""
    hidden = now["hidden"] == "1"
    if st.button("Show it again" if hidden else "Hide it from everybody"):
        value = "0" if hidden else "1"
        change(folder, lambda *args: fix(args[0], event, {"hidden": value}, *args[1:]), "Done.")
    with st.form(f"fix-{event}"):
        said: dict[str, str] = {}
        for group, names in GROUPS.items():
            st.header(group, anchor=False)
            columns = st.columns(2)
            for number, name in enumerate(names):
                with columns[number % 2]:
                    said[name] = _field(event, name, now[name])
        is_sent = st.form_submit_button("Save the corrections", type="primary")
    if is_sent:
        values: dict[str, str | None] = {
            name: value for name, value in said.items() if value != now[name]
        }
        if not values:
            st.info("Nothing was changed.")
            return
        corrected = ", ".join(values).replace("_", " ")
        change(
            folder, lambda *args: fix(args[0], event, values, *args[1:]), f"Corrected: {corrected}."
        )


def _field(event: str, name: str, value: str) -> str:
    label, key = name.replace("_", " ").capitalize(), f"{event}-{name}"
    if name in YES_OR_NO:
        options = list(TRI_STATE)
        return str(
            st.selectbox(
                label, options, options.index(value), format_func=TRI_STATE.__getitem__, key=key
            )
        )
    if name in CHOICES:
        options = list(dict.fromkeys([value, *(one.value for one in CHOICES[name])]))
        chosen = st.selectbox(label, options, format_func=lambda one: one or "not stated", key=key)
        return str(chosen)
    if name == "description":
        return st.text_area(label, value, key=key)
    return st.text_input(label, value, help=FIELDS[name].hint, key=key)


def show_history(history: list[dict[str, Any]]) -> None:
    """Who corrected what, when, and what it replaced."""
    if not history:
        return
    st.header("Corrections so far", anchor=False)
    for row in reversed(history):
        said = f"“{plain(row['replaced'])}” → “{plain(row['value'] or '')}”"
        what = said if row["value"] is not None else "taken back"
        field = plain(row["field"].replace("_", " "))
        st.markdown(f"- {row['at'][:16].replace('T', ' ')} · {plain(row['by'])}: {field} {what}")


main()
