"""Where towns are that no ZIP code tells."""
