"""Groups: what meets again and again."""

from __future__ import annotations

from dashboard.one_kind import show
from model.labels import Kind

show(
    "Groups",
    "Small groups and courses that meet again and again, which is how one gets to know other "
    "couples. Each card tells how often it meets and what dates are left, and whether one can join "
    "late, where the announcement says so; where it does not, ask.",
    (Kind.SMALL_GROUP, Kind.CLASS, Kind.SOCIAL),
    reach="within",
    days=90,
    repeats=True,
)
