"""The front door: what an epidemiologist types at a prompt or in a notebook."""
