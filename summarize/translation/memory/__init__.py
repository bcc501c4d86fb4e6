"""Translations made before: kept in SQLite, adapted where only figures differ, exchanged as TMX."""
