"""Where events come from: everything that touches the network."""
