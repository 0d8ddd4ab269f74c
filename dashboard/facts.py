"""What an announcement says beside its card: yes, no, or not stated, each with its words."""

from __future__ import annotations

import streamlit as st

from dashboard.words import plain
from model.candidate import Candidate

ASKED = {
    "childcare": "Childcare",
    "wheelchair_accessible": "Step-free access",
    "sign_language": "Sign language",
    "registration_required": "Registration needed",
    "group_sharing": "Sharing in the group",
    "lgbtq_welcome": "LGBTQ+ couples welcome",
}
OTHERS = {
    "capacity": "Places",
    "age_limit": "Ages",
    "dress": "Dress",
    "skill": "Skill",
    "level": "Level",
}


def show(one: Candidate) -> None:
    """All that couples ask about, and what else is said; nothing is guessed from silence."""
    with st.expander("What it says, and does not say"):
        st.markdown("\n".join(f"- {line}" for line in lines(one)))


def lines(one: Candidate) -> list[str]:
    """Each fact as a line of Markdown."""
    words = {facet.name: facet.evidence for facet in one.facets}
    found = [f"{label}: {answer(one, name)}" for name, label in ASKED.items()]
    found += [f"{label}: {answer(one, name)}" for name, label in OTHERS.items() if name in words]
    names = (*ASKED, *[name for name in OTHERS if name in words])
    evidence = [f" — “{plain(words[name])}”" if name in words else "" for name in names]
    spoken = [f"Language: {plain(one.language)}"] if one.language else []
    return [f"{line}{quoted}" for line, quoted in zip(found, evidence, strict=True)] + spoken


def answer(one: Candidate, name: str) -> str:
    """The fact in words."""
    value = one.says(name)
    if value is None:
        return "*not stated*"
    if isinstance(value, bool):
        return "**yes**" if value else "**no**"
    return f"**{plain(str(value))}**"
