"""Recipes that made the embedded weights; nothing here is imported by the product."""
