"""A host's password, asked once a session."""

from __future__ import annotations

import hmac

import streamlit as st

from pipeline.config import host_password


def sign_in(said: str) -> bool:
    """Whether *said* is the password; from then on the session is the host's."""
    password = host_password()
    is_right = bool(password) and hmac.compare_digest(said.encode(), password.encode())
    if is_right:
        st.session_state["is_host"] = True
    return is_right
