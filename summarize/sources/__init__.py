"""Sources: whatever a user hands over becomes documents, or one readable failure each.

`reading.read_sources` is the door; every other module reads one kind of thing.
"""
