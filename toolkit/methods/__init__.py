"""Statistics for public health: arrays in, arrays out."""
