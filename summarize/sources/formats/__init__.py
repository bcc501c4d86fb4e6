"""One reader a format: bytes in, documents out, what is hidden left out."""
