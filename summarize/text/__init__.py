"""From raw article text to clean documents, their language, and sentences as exact spans."""
