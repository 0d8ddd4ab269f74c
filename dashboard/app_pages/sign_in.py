"""Where a host who is not at the machine itself gives the password."""

from __future__ import annotations

import streamlit as st

from dashboard.limits import PASSWORDS
from dashboard.signing_in import sign_in

st.title("For the host", anchor=False)
with st.form("sign-in"):
    said = st.text_input("Password", type="password", autocomplete="current-password")
    is_sent = st.form_submit_button("Sign in", type="primary")
if is_sent:
    if not PASSWORDS.one_more():  # of all visitors together
        st.error("Too many tries; wait a minute.")
    elif sign_in(said):
        st.rerun()
    else:
        st.error("That is not the password.")
