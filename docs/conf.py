"""How the documentation is built: `uv run --group docs sphinx-build -W -n docs build/docs`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

import toolkit
from toolkit.sources.workspace import Workspace

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "extensions"))

# Pages that run code do so on the printed figures alone, whatever else this machine holds.
_home = Workspace(Path(tempfile.mkdtemp(prefix="toolkit-docs-")))
_home.lay_out(HERE.parent)
os.environ["TOOLKIT_HOME"] = str(_home.root)

project = "Partnership toolkit"
author = "The partnership toolkit maintainers"
version = release = toolkit.__version__
language = "en-GB"

extensions = [
    "mathml",
    "named_navigation",
    "myst_nb",
    "numpydoc",
    "reference_pages",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.doctest",
]
# indicators.md is parted by domain under reference/.
exclude_patterns = ["_build", "indicators.md"]
source_suffix = {".md": "myst-nb"}

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 600
nb_merge_streams = True

autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False
# Types in docstrings are words for people ("array of int", "Path, optional"), not names to look up.
nitpick_ignore_regex = [("py:.*", ".*")]

html_theme = "pydata_sphinx_theme"
html_title = "Partnership toolkit"
html_static_path = ["_static"]
html_css_files = ["toolkit.css"]
html_show_sourcelink = False
html_math_renderer = "mathml"
html_theme_options = {
    "show_prev_next": True,
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_copy_source = False


def setup(app: Sphinx) -> None:
    """Show tables in commas as they are."""
    app.add_lexer("csv", TextLexer)
