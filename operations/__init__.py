"""What keeps a town running: the schedule, backups, the watch over sources, what is sent out."""
