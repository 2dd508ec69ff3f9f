"""Presentation: results to sentences, charts and tables."""
