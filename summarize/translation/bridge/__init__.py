"""Stories in several languages: which sentences tell the same fact, with a model or without."""
