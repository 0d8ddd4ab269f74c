"""The sample town: a fictional place whose calendars are written on the day they are loaded."""
