"""Rendering: a digest as terminal output, plain text, Markdown, a web page, JSON or DOCX.

`writers` is the way in and picks the format; there is one module a format, each with one function.
`arrangement` puts a digest in reading order once for all of them, with numbered quotes and inert text.
Nothing here decides what a digest says, opens a file or sends anything anywhere.
"""
