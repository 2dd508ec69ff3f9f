"""The fast engine: kernels and workers forked from a process that has everything open already."""
