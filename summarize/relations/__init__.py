"""How sources stand to each other and to time: disagreements on figures, and dated events."""
