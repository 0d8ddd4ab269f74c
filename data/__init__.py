"""Seed data, read through importlib.resources; see data/README.md for where each file is from."""
