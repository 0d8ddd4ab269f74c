"""Who may see the host's pages, and what they do to the catalogue."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from dashboard.words import plain
from model.errors import TwogetherError
from pipeline.catalogue import Catalogue
from pipeline.complaints import disk_explained
from pipeline.config import Config, default_home, host_pages, host_password
from pipeline.hosts import redo
from pipeline.lock import locked

LOCAL = (None, "127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")
Change = Callable[[Catalogue, str, str], object]


def is_host() -> bool:
    """Whether the visitor has given TWOGETHER_HOST_PASSWORD.

    Where there is none: whether they sit at this machine, or TWOGETHER_HOST_PAGES=everyone says so.
    """
    if host_password():
        return bool(st.session_state.get("is_host"))
    wish = host_pages()
    return wish == "everyone" or (wish == "local" and _is_local())


def _is_local() -> bool:
    """What a proxy passes on comes from this machine too, but not from who sits at it."""
    headers = st.context.headers
    return st.context.ip_address in LOCAL and not any(name in headers for name in FORWARDED)


def home() -> Path | None:
    """The installation's folder; None, with a word to the visitor, before the first crawl."""
    folder = default_home()
    if Config(folder).catalogue.is_file():
        return folder
    st.info("Nothing has been crawled yet: run `twogether crawl`.")
    return None


def change(folder: Path, what: Change, done: str) -> None:
    """Do *what* to the catalogue, derive it anew and show the page again.

    Args:
        what: called with the catalogue, who and when.
        done: said when it is done; what failed is said instead.
    """
    with st.spinner("Working it in …"):
        _do(folder, redo(folder), what, done)


def note(folder: Path, what: Change, done: str) -> None:
    """Do *what* to the catalogue and show the page again; the events stay as they are for now.

    Args:
        what, done: as in `change`.
    """
    _do(folder, locked(Config(folder).lock), what, done)


def _do(folder: Path, alone: AbstractContextManager[object], what: Change, done: str) -> None:
    try:
        with disk_explained(), alone, Catalogue(Config(folder).catalogue) as catalogue:
            what(catalogue, *_signed())
    except TwogetherError as error:
        st.error(plain(str(error)))
        return
    st.session_state["done"] = done
    st.rerun()


def _signed() -> tuple[str, str]:
    """Who, and when."""
    return getpass.getuser(), datetime.now(UTC).isoformat(timespec="seconds")


def say_done() -> None:
    """What the last change did, once."""
    if done := st.session_state.pop("done", ""):
        st.success(done)
