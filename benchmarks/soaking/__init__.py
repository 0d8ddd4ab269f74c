"""The soak test: a simulated town, and what must hold of its catalogue."""
