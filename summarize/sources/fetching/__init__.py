"""The one way out: addresses judged, connections pinned, redirects judged again."""
