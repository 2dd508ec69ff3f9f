"""Local drug and alcohol partnership analysis."""
