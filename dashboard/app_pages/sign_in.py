"""Where a host who is not at the machine itself says who they are."""

from __future__ import annotations

import streamlit as st

from dashboard.hosting import is_host
from dashboard.limits import PASSWORDS
from dashboard.signing_in import email, sign_in
from dashboard.words import plain
from pipeline.config import host_emails, host_password


def main() -> None:
    """The ways in that there are; the way out for who is in."""
    st.title("For the host", anchor=False)
    if is_host():
        st.success("The host's pages are open to you.")
        st.button("Sign out", on_click=_sign_out)
        return
    if host_emails():
        _by_provider()
    if host_password():
        _by_password()


def _by_provider() -> None:
    if who := email():
        st.error(f"{plain(who)} is not among the hosts; sign out and in as one of them.")
        st.button("Sign out", on_click=_sign_out)
    else:
        st.button("Sign in with your account", type="primary", on_click=st.login)


def _by_password() -> None:
    with st.form("sign-in"):
        said = st.text_input("Password", type="password", autocomplete="current-password")
        is_sent = st.form_submit_button("Sign in", type="primary")
    if not is_sent:
        return
    if not PASSWORDS.one_more():  # of all visitors together
        st.error("Too many tries; wait a minute.")
    elif sign_in(said):
        st.rerun()
    else:
        st.error("That is not the password.")


def _sign_out() -> None:
    st.session_state.pop("is_host", None)
    if email():
        st.logout()


main()
