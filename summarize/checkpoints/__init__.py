"""A folder in the hub's format becomes a loaded checkpoint, or one line that says what is wrong with it."""
