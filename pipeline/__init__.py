"""From raw listings to the catalogue: everything that touches the disk."""
