"""A way off the page at once, which the Back button does not undo."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

AWAY = "https://www.weather.gov"
HTML = f'<a href="{AWAY}" target="_top" rel="noreferrer">Leave this page now</a>'
CSS = """
a { position: fixed; right: 1rem; bottom: 1rem; z-index: 1000; padding: 0.7rem 1.2rem;
  border-radius: 999px; font: 600 1rem var(--st-font); text-decoration: none;
  color: var(--st-background-color); background: var(--st-text-color);
  box-shadow: 0 2px 10px rgb(0 0 0 / 30%); }
a:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 3px; }
"""
JS = """
export default ({ parentElement }) => {
  const link = parentElement.querySelector("a");
  const forget = () => Object.keys(localStorage)
    .filter((key) => key.includes(location.pathname))
    .forEach((key) => localStorage.removeItem(key));
  const leave = (event) => {
    event.preventDefault();
    forget();
    document.body.style.visibility = "hidden";
    document.title = "Weather";
    location.replace(link.href);
  };
  let pressed = [];
  const press = (event) => {
    if (event.key !== "Escape") return;
    pressed = [...pressed, Date.now()].slice(-3);
    if (pressed.length === 3 && pressed[2] - pressed[0] < 2000) leave(event);
  };
  forget();
  link.addEventListener("click", leave);
  document.addEventListener("keydown", press, true);
  return () => {
    link.removeEventListener("click", leave);
    document.removeEventListener("keydown", press, true);
  };
};
"""


def show() -> None:
    """A link in the corner, and the Escape key three times.

    The page goes out of sight before the other one answers, and out of the tab's history; the
    choice of a theme, which the browser keeps under the page's address, goes too. Without its
    script it is a plain link.
    """
    _component()(key="leave", width="content", height="content")


def _component() -> Callable[..., object]:
    return st.components.v2.component("leave-now", html=HTML, css=CSS, js=JS)
