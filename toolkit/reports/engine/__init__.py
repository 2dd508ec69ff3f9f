"""The fast engine: kernels and workers forked from a process that has everything open already."""

import sys

# The validator that nbformat brings would build a grammar of web addresses, a third of all that
# is loaded; no notebook is held against it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
