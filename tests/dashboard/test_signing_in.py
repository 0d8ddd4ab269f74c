"""The host's password."""

from importlib.resources import files

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.limits import PASSWORDS, Limit
from dashboard.signing_in import sign_in

PAGE = str(files("dashboard") / "app_pages" / "sign_in.py")


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("TWOGETHER_HOST_PASSWORD", "a long secret")
    return AppTest.from_file(PAGE, default_timeout=30).run()


def say(page, password):
    page.text_input[0].set_value(password)
    return page.button[0].click().run()


def test_the_password_opens_the_session(page):
    """A wrong one does not."""
    say(page, "a long secre")
    assert "not the password" in page.error[0].value
    assert "is_host" not in page.session_state

    say(page, "a long secret")
    assert page.session_state["is_host"]


def test_without_a_password_nothing_opens(monkeypatch):
    """Not even an empty one."""
    monkeypatch.delenv("TWOGETHER_HOST_PASSWORD", raising=False)
    page = AppTest.from_file(PAGE, default_timeout=30).run()

    assert not page.text_input
    assert not sign_in("")


def test_nobody_goes_through_a_dictionary():
    """Ten tries a minute, of all visitors together."""
    now = 0.0
    tries = Limit(PASSWORDS.most, PASSWORDS.seconds, lambda: now)

    assert [True] * 10 == [tries.one_more() for _ in range(10)]
    assert not tries.one_more()
    now = 61.0
    assert tries.one_more()


def test_a_limit_of_none_lets_nobody_in():
    """However long one waits."""
    assert [False] * 2 == [Limit(0, 60, lambda: 0.0).one_more("192.0.2.1") for _ in range(2)]


def test_one_visitor_does_not_use_up_the_limit_of_another():
    """Each address is counted by itself."""
    changes = Limit(2, 60, lambda: 0.0)

    assert [True, True, False] == [changes.one_more("192.0.2.1") for _ in range(3)]
    assert changes.one_more("192.0.2.2")
