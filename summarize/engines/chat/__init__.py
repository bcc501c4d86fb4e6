"""Chat models: prompts as declared data."""
