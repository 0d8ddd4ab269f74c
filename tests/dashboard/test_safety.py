"""What the dashboard lets in, and what it leaves behind."""

from importlib.resources import files

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import limits
from dashboard.limits import Limit

SOURCES = str(files("dashboard") / "app_pages" / "sources.py")


@pytest.fixture
def context(browser):
    opened = browser.new_context()
    yield opened
    opened.close()


def test_it_answers_this_machine_alone(context, address):
    """Another address of the same machine finds nobody."""
    error = pytest.importorskip("playwright.sync_api").Error
    with pytest.raises(error, match="ECONNREFUSED"):
        context.request.get(address.replace("127.0.0.1", "127.0.0.2"))


def test_the_one_cookie_ends_with_the_session(context, address):
    """It guards forms, and no other site can send it along with one."""
    page = context.new_page()
    page.goto(f"{address}/about")
    page.get_by_role("heading", name="What is kept about you").wait_for()
    (cookie,) = context.cookies()

    assert "_streamlit_xsrf" == cookie["name"]
    assert -1 == cookie["expires"]
    assert cookie["sameSite"] in ("Lax", "Strict")


def test_what_another_site_sends_is_refused(context, address):
    """Without the cookie's value there is no upload."""
    answer = context.request.put(f"{address}/_stcore/upload_file/a/b", multipart={"file": "x"})

    assert 403 == answer.status


def test_every_answer_says_what_may_run(context, address):
    """Pages, feeds, outlines, what is missing and what is refused."""
    for path in ("/", "/hard", "/feeds/events.ics", "/map/1/US-OH.json", "/calendar/x.ics"):
        headers = context.request.get(address + path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "no-referrer" == headers["referrer-policy"]
        assert "nosniff" == headers["x-content-type-options"]
    refused = context.request.get(address, headers={"Host": "evil.example"})
    assert 400 == refused.status
    assert "nosniff" == refused.headers["x-content-type-options"]


def test_only_hosts_send_the_crawler_out(sample_home, monkeypatch):
    """Nobody else is shown the form; a host has a limit."""
    monkeypatch.setenv("TWOGETHER_HOME", str(sample_home))
    monkeypatch.setenv("TWOGETHER_HOST_PAGES", "nobody")
    app = AppTest.from_file(SOURCES, default_timeout=60).run()
    assert not app.exception
    assert [] == list(app.text_input)

    monkeypatch.setenv("TWOGETHER_HOST_PAGES", "everyone")
    spent = Limit(most=1, seconds=3600)
    spent.one_more()
    monkeypatch.setattr(limits, "PROBES", spent)
    app.run()
    app.text_input[0].input("http://127.0.0.1:9/")
    app.button[0].click().run()
    assert "Too many" in app.error[0].value
