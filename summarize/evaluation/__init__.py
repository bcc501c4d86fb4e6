"""How good summaries are: ROUGE with the right tokenizer for each script (extra: `evaluation`)."""
