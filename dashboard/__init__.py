"""What a couple sees: everything that touches a screen."""
