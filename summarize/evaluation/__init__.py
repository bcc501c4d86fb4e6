"""How good summaries and translations are, how true, and how sure that is (extra: `evaluation`)."""
