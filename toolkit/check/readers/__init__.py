"""Readers of finished documents, one a format: each gives paragraphs and tables with places."""

from toolkit.check.readers.opening import FORMATS, read_document

__all__ = ["FORMATS", "read_document"]
