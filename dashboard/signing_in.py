"""A host's password, asked once a session, or a provider's word for who they are."""

from __future__ import annotations

import hmac

import streamlit as st

from pipeline.config import host_emails, host_password


def sign_in(said: str) -> bool:
    """Whether *said* is the password; from then on the session is the host's."""
    is_right = is_password(said)
    if is_right:
        st.session_state["is_host"] = True
    return is_right


def is_password(said: str) -> bool:
    """Whether *said* is the host's password; where there is none, nothing is."""
    password = host_password()
    return bool(password) and hmac.compare_digest(said.encode(), password.encode())


def email() -> str:
    """What the OpenID Connect provider calls the visitor; "" unless it is sure."""
    user = st.user.to_dict()
    is_sure = bool(user.get("is_logged_in")) and user.get("email_verified") is not False
    return str(user.get("email") or "").casefold() if is_sure else ""


def is_vouched_for() -> bool:
    """Whether the visitor has signed in as one of TWOGETHER_HOST_EMAILS."""
    return email() in host_emails()
