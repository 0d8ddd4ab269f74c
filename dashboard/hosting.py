"""Who may see the host's pages, and what they do to the catalogue."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from dashboard.signing_in import is_vouched_for
from dashboard.words import plain
from model.errors import TwogetherError
from pipeline.catalogue import Catalogue
from pipeline.complaints import disk_explained
from pipeline.config import Config, default_home, host_emails, host_pages, host_password
from pipeline.hosts import redo
from pipeline.lock import locked

LOCAL = (None, "127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")
Change = Callable[[Catalogue, str, str], object]


def is_host() -> bool:
    """Whether the page's visitor may see the host's pages."""
    signed_in = bool(st.session_state.get("is_host")) or is_vouched_for()
    return may_host(st.context.ip_address, st.context.headers, has_signed_in=signed_in)


def may_host(address: str | None, headers: Mapping[str, str], *, has_signed_in: bool) -> bool:
    """Whether a visitor may see what is for the host: who gave a password or signed in as a host.

    Where neither is asked: who sits at this machine, or everyone by TWOGETHER_HOST_PAGES.

    Args:
        address: where the request came from; None for this machine.
        headers: of the request, under names in any case.
    """
    if is_locked():
        return has_signed_in
    wish = host_pages()
    return wish == "everyone" or (wish == "local" and _is_local(address, headers))


def is_locked() -> bool:
    """Whether the host's pages ask for TWOGETHER_HOST_PASSWORD or one of TWOGETHER_HOST_EMAILS."""
    return bool(host_password() or host_emails())


def _is_local(address: str | None, headers: Mapping[str, str]) -> bool:
    """What a proxy passes on comes from this machine too, but not from who sits at it."""
    return address in LOCAL and not any(name in headers for name in FORWARDED)


def home() -> Path | None:
    """The installation's folder; None, with a word to the visitor, before the first crawl."""
    folder = default_home()
    if Catalogue.exists(Config(folder).catalogue):
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
