"""Sources: files, readers, the store and lineage."""
