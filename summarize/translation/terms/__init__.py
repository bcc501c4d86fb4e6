"""Wanted words: glossaries, the one spelling of each name, and how names read in other scripts."""
