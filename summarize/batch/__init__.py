"""Many rows, each a story of its own: killed at any moment, nothing lost or repeated."""
