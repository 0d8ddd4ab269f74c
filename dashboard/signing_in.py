"""A host's password, asked once a session."""

from __future__ import annotations

import hmac
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from pipeline.config import host_password

PER_MINUTE = 10


@dataclass(slots=True)
class Tries:
    """How often a password was tried of late, so that nobody can go through a dictionary.

    Attributes:
        clock: seconds that only grow.
    """

    clock: Callable[[], float] = time.monotonic
    at: deque[float] = field(default_factory=deque)

    def one_more(self) -> bool:
        """Count a try; False when there were too many within a minute."""
        now = self.clock()
        while self.at and self.at[0] <= now - 60:
            self.at.popleft()
        if len(self.at) >= PER_MINUTE:
            return False
        self.at.append(now)
        return True


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
