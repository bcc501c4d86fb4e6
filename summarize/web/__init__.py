"""The web interface: what `summarize web` and the Space show.

`serving.serve_page` is the door; `page` lays out components and events, `handlers` answer them, `desk` runs
digests for many visitors with one set of models, `views` writes fragments of HTML, `words` holds the interface's
own words, `appearance` its style and the little script of its chips.
"""
