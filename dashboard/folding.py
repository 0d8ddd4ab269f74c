"""On a phone the pages are listed in a drawer over the page: it closes when one is chosen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

JS = """
let shown;
export default ({ data }) => {
  const drawer = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]');
  if (shown !== undefined && shown !== data.page && matchMedia("(max-width: 768px)").matches)
    drawer?.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  shown = data.page;
};
"""


def close_for(page: str) -> None:
    """Close the drawer once *page* is not the page that it was opened on."""
    with st.container(key="folding"):
        _component()(key="drawer", data={"page": page}, height="content")


def _component() -> Callable[..., object]:
    return st.components.v2.component("drawer-of-pages", html="<span></span>", js=JS)
