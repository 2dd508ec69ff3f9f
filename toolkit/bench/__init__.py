"""How long things take, and how much memory, measured rather than said."""
