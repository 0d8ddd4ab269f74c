"""Retreats: days away for the two of you."""

from __future__ import annotations

from dashboard.one_kind import show
from model.labels import Kind

show(
    "Retreats",
    "Days away, and workshops that take more than an evening. Each card tells what it costs the "
    "two of you, who holds it and who may attend, in the organiser's own words; what a card does "
    "not state, ask before you book.",
    (Kind.RETREAT, Kind.WORKSHOP),
    reach="far",
    days=180,
)
