"""Disclosure: what may be shown."""
