"""What an announcement says beside its card: yes, no, or not stated, each with its words."""

from __future__ import annotations

from dashboard.wording import worded
from dashboard.words import plain
from model.candidate import Candidate
from pipeline.corrections import HOST_SAYS

ASKED = {
    "childcare": "Childcare",
    "wheelchair_accessible": "Step-free access",
    "sign_language": "Sign language",
    "registration_required": "Registration needed",
    "join_late": "Joining late",
    "group_sharing": "Sharing in the group",
    "lgbtq_welcome": "LGBTQ+ couples welcome",
}
SILENT = "*not stated*"
OTHERS = {
    "attendance_rule": "Who may attend",
    "attendance_mode": "Attendance",
    "registration_deadline": "Register by",
    "sold_out": "Sold out",
    "overnight": "Overnight",
    "capacity": "Places",
    "age_limit": "Ages",
    "dress": "Dress",
    "skill": "Skill",
    "level": "Level",
}


def lines(one: Candidate) -> list[str]:
    """All that couples ask about, and what else is said, each as a line of Markdown.

    Nothing is guessed from silence.
    """
    words = {facet.name: facet.evidence for facet in one.facets}
    names = ASKED | {name: label for name, label in OTHERS.items() if name in words}
    found = [
        f"{label}: {answer(one, name)}{quoted(words.get(name, ''))}"
        for name, label in names.items()
    ]
    spoken = f"**{plain(worded('lang', one.language))}**" if one.language else SILENT
    return [*found, f"Language: {spoken}"]


def answer(one: Candidate, name: str) -> str:
    """The fact in words."""
    value = one.says(name)
    if value is None:
        return SILENT
    if isinstance(value, bool):
        return "**yes**" if value else "**no**"
    return f"**{plain(str(value))}**"


def quoted(words: str) -> str:
    """The announcement's own words as evidence, or the host's word; "" for none."""
    if words == HOST_SAYS:
        return f" — {HOST_SAYS}"
    return f" — “{plain(words)}”" if words else ""
