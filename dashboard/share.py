"""An event for somebody else: its link to copy, to pass on, or in a letter."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import streamlit as st

from dashboard.event_link import address
from dashboard.words import named, plain
from model.candidate import Candidate
from model.in_words import when, where
from model.reasons import price_words

HTML = """
<label><span></span><input type="text" readonly></label>
<button type="button" class="copy">Copy the link</button>
<button type="button" class="pass" hidden>Share …</button>
<output></output>
"""
CSS = """
label { display: block; font-size: 0.875rem; }
input { display: block; width: 100%; box-sizing: border-box; margin: 0.25rem 0 0.6rem;
  font: inherit; font-size: 1rem; color: var(--st-text-color); padding: 0.5rem 0.75rem;
  background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
button { font: inherit; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: 999px; padding: 0.45rem 0.9rem; }
button:focus-visible, input:focus-visible { outline: 2px solid var(--st-primary-color);
  outline-offset: 2px; }
output { font-size: 0.875rem; margin-left: 0.5rem; }
"""
JS = """
export default ({ parentElement, data }) => {
  const part = (name) => parentElement.querySelector(name);
  const [field, copy, pass, says] = ["input", ".copy", ".pass", "output"].map(part);
  part("span").textContent = data.label;
  field.value = data.url;
  field.onfocus = () => field.select();
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.url);
      says.textContent = "Copied.";
    } catch {
      field.select();
      says.textContent = "The link is marked: copy it from there.";
    }
  };
  pass.hidden = !navigator.share;
  pass.onclick = () => navigator.share({ title: data.name, url: data.url }).catch(() => {});
};
"""


def offer(one: Candidate) -> None:
    """Ask how to pass *one* on, in a dialog."""

    @st.dialog(f"Share {plain(one.name)}")
    def ways() -> None:
        show(one)

    ways()


def show(one: Candidate) -> None:
    """The link with a button to copy it, and a letter that holds it."""
    url = address(one.event)
    to_copy(f"Link to {one.name}", url, key=one.event, title=one.name)
    st.link_button(named("Send by e-mail", one), letter(one, url))


def to_copy(label: str, url: str, key: str, title: str) -> None:
    """A link with a button to copy it, and one to pass it on where the browser can.

    The script sets texts and values alone: what was crawled never becomes part of a page.

    Args:
        title: of what is passed on.
    """
    data = {"label": label, "url": url, "name": title}
    _component()(key=f"link-{key}", data=data)


def letter(one: Candidate, url: str) -> str:
    """A `mailto:` address (RFC 6068) with subject and body; who gets it is left open."""
    lines = (one.name, when(one), where(one), price_words(one).capitalize(), "", url)
    subject, body = quote(one.name, safe=""), quote("\r\n".join(lines), safe="")
    return f"mailto:?subject={subject}&body={body}"


def _component() -> Callable[..., object]:
    return st.components.v2.component("link-to-share", html=HTML, css=CSS, js=JS)
