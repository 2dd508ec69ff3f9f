"""Catalogue: what everything is."""
