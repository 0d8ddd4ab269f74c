"""Outlines and towns to draw a map of, without asking anybody for tiles."""
