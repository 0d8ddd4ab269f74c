"""A button that asks the browser where it is, and passes on no more than the neighbourhood."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

HTML = '<button type="button">Where I am</button><span role="status"></span>'
CSS = """
button { font: inherit; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: 999px; padding: 0.45rem 0.9rem;
  white-space: nowrap; }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
span { font-size: 0.85rem; display: block; }
"""
JS = """
export default ({ parentElement, setTriggerValue }) => {
  const button = parentElement.querySelector("button");
  const says = parentElement.querySelector("span");
  button.onclick = () => {
    const tell = (text) => { says.textContent = text; };
    if (!navigator.geolocation) { tell("This browser cannot tell; type a place."); return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        tell("");
        setTriggerValue("place", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
      },
      () => tell("The browser does not say; type a place."),
      { maximumAge: 600000, timeout: 15000 },
    );
  };
};
"""


def ask(use: Callable[[str], None]) -> None:
    """Show the button; call *use* with "latitude,longitude", rounded to about a kilometre.

    The browser rounds before anything leaves it.
    """

    def told() -> None:
        use(str(st.session_state["here"].place))

    _component()(key="here", on_place_change=told, width="content", height="content")


def _component() -> Callable[..., object]:
    return st.components.v2.component("where-i-am", html=HTML, css=CSS, js=JS)
