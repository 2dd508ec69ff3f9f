"""Lets every test here say `import naive`, the second implementation beside this folder."""

import importlib.util
import sys
from pathlib import Path

_PATH = Path(__file__).resolve().parents[1] / "naive.py"
_SPEC = importlib.util.spec_from_file_location("naive", _PATH)
naive = importlib.util.module_from_spec(_SPEC)
sys.modules["naive"] = naive
_SPEC.loader.exec_module(naive)
