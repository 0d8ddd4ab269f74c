"""What an event is, and what is learned about it: pure, no input or output."""
