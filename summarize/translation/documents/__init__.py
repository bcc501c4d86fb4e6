"""Whole documents in another language, their layout kept: plain text, Markdown and Word.

`passages` translates texts with marks, unit by unit; there is one layout a format; `layouts` picks it.
"""
