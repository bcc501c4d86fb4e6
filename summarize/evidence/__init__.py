"""No point without its source: minimal citations, checks against them, and a support label."""
