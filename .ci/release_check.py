"""Build the wheel, install it where nothing else is, and run the first command there.

Run ``uv run python .ci/release_check.py``; packages are fetched where uv has them not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PAGE = Path("outputs", "latest", "E06000026", "annual_report.html")
# A newcomer has no settings of ours; uv keeps the packages that it has.
OURS = ("TOOLKIT_HOME", "PYTHONPATH", "VIRTUAL_ENV", "JUPYTER_PATH", "IPYTHONDIR", "MPLCONFIGDIR")


def run(*words: object, cwd: Path = PROJECT, **more: str) -> str:
    """Run a command, and end with what it said where it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in OURS} | more
    done = subprocess.run(
        list(map(str, words)),
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def main() -> None:
    """Build, install, report, and see that the environment holds nothing that was made."""
    with tempfile.TemporaryDirectory(prefix="toolkit-release-") as name:
        folder = Path(name)
        venv, empty, home = folder / "venv", folder / "empty", folder / "home"
        empty.mkdir()
        home.mkdir()
        run("uv", "build", "--out-dir", folder / "dist", PROJECT)
        (wheel,) = (folder / "dist").glob("*.whl")
        run("uv", "venv", "--python", sys.executable, venv)
        run("uv", "pip", "install", "--python", venv, wheel)
        command = venv / ("Scripts" if sys.platform == "win32" else "bin") / "toolkit"
        run(command, "report", "Plymouth", cwd=empty, HOME=str(home), USERPROFILE=str(home))
        if "Plymouth" not in (empty / PAGE).read_text(encoding="utf-8"):
            sys.exit(f"{PAGE} does not speak of Plymouth")
        if (venv / "outputs").exists() or any(venv.rglob("manifest.parquet")):
            sys.exit("the report was written into the environment, not into the working folder")
        print(f"{wheel.name}, alone in a new environment, made {PAGE.as_posix()}")


if __name__ == "__main__":
    main()
