"""Analysis: observations and catalogue to results."""
