"""The version and the name of the JSON format, in the one place that code and the build read them from."""

VERSION = "0.1.0"

SCHEMA = "summarize/1"
"""What the JSON record of a digest calls itself; raised when a reader of it would have to change."""
