"""What a translation must share with its source: one table of checks, each difference a flag."""
