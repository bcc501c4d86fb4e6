"""The version, in the one place that code and the build read it from."""

VERSION = "0.1.0"
