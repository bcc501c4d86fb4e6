"""Encoder-decoder models of every family: how text becomes their tokens, and their tokens text."""
