"""A wheel, installed where nothing else is, runs the first command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.sources.workspace import Workspace

PROJECT = Path(__file__).resolve().parents[1]


def run(*words: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    keep = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=keep | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_the_wheel_alone_makes_the_first_report(tmp_path):
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not on the path")
    cache = run(uv, "cache", "dir", cwd=PROJECT, HOME=os.environ.get("HOME", "")).stdout.strip()
    known = {"UV_CACHE_DIR": cache, "UV_OFFLINE": "1", "HOME": str(tmp_path / "nobody")}
    (tmp_path / "nobody").mkdir()
    built = run(uv, "build", "--out-dir", tmp_path / "dist", ".", cwd=PROJECT, **known)
    if "network was disabled" in built.stderr:
        pytest.skip("uv has not the build's packages in its cache")
    assert built.returncode == 0, built.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv = tmp_path / "venv"
    assert run(uv, "venv", "--python", sys.executable, venv, cwd=PROJECT, **known).returncode == 0
    commands = venv / ("Scripts" if sys.platform == "win32" else "bin")
    installed = run(uv, "pip", "install", "--python", venv, wheel, cwd=PROJECT, **known)
    assert installed.returncode == 0, installed.stderr

    empty = tmp_path / "empty"
    empty.mkdir()
    done = run(commands / "toolkit", "report", "Plymouth", cwd=empty, HOME=known["HOME"])
    assert done.returncode == 0, done.stdout + done.stderr
    page = empty / "outputs" / "latest" / "E06000026" / "annual_report.html"
    assert "Plymouth" in page.read_text(encoding="utf-8")
    # The environment is as it was: what was made lies in the folder it was made in.
    assert not (venv / "outputs").exists()
    assert not list(venv.rglob("manifest.json"))


def test_what_a_wheel_carries_is_laid_out_once_and_nothing_is_written_over(tmp_path):
    shipped = tmp_path / "shipped"
    for name in ("notebooks/annual_report.ipynb", "data/raw/partnership_reports/york.csv"):
        (shipped / name).parent.mkdir(parents=True)
        (shipped / name).write_text("carried", encoding="utf-8")
    home = Workspace(tmp_path / "home")
    mine = home.raw / "partnership_reports" / "york.csv"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    home.lay_out(shipped)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in home.notebooks.iterdir()] == ["annual_report.ipynb"]
    # A second process that lost the race leaves nothing behind.
    home.lay_out(shipped)
    assert sorted(path.name for path in home.root.iterdir()) == ["data", "notebooks"]
