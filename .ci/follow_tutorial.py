"""Follow the tutorial to the letter: a fresh clone, an empty home, a new environment.

Run ``uv run python .ci/follow_tutorial.py``. What a reader downloads in a browser is taken from
the folder of publishers' files beside the project; without it that step is left out, and said so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
DOWNLOADS = PROJECT.parent / "shared" / "data"
MADE = ("annual_report.html", "annual_report.docx", "annual_report.xlsx")
# What the machine needs to reach packages at all: its proxy and its certificates.
KEPT = re.compile(r"PATH|LANG|SYSTEMROOT|TE?MP|\w*_PROXY|\w*CERT\w*|UV_\w+|PIP_\w+", re.IGNORECASE)


def read_commands(page: str) -> list[str]:
    """Return the commands of a page, in order."""
    blocks = re.findall(r"^```\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def download(command: str, home: Path) -> bool:
    """Put what a command imports where a browser would have, or return that it is not to be had."""
    name = re.search(r"~/Downloads/(\S+)", command)
    if name is None:
        return True
    found = next(DOWNLOADS.rglob(f"*{name.group(1)}"), None) if DOWNLOADS.is_dir() else None
    if found is None:
        return False
    (home / "Downloads").mkdir(exist_ok=True)
    shutil.copyfile(found, home / "Downloads" / name.group(1))
    return True


def main() -> None:
    """Run each command, with the time it took."""
    with tempfile.TemporaryDirectory(prefix="toolkit-tutorial-") as name:
        clone, home = Path(name, "project"), Path(name, "home")
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", PROJECT, clone], check=True)
        python = Path(name, "python")
        # Somebody's own Python: what the tutorial installs does not touch this machine's.
        subprocess.run([sys.executable, "-m", "venv", python], check=True)
        bin_folder = python / ("Scripts" if sys.platform == "win32" else "bin")
        environment = {
            name: value for name, value in os.environ.items() if KEPT.fullmatch(name)
        } | {"HOME": str(home)}
        environment["PATH"] = f"{bin_folder}{os.pathsep}{environment['PATH']}"
        if sys.platform == "win32":
            environment["USERPROFILE"] = str(home)
        started = time.monotonic()
        for command in read_commands((clone / "docs" / "tutorial.md").read_text(encoding="utf-8")):
            if not download(command, home):
                print(f"   left out: {command} (the file is not on this machine)")
                continue
            begun = time.monotonic()
            done = subprocess.run(
                command,
                shell=True,
                cwd=clone,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            print(f"{time.monotonic() - begun:6.1f} s  {command}", flush=True)
            if done.returncode:
                sys.exit(f"it ended with {done.returncode}:\n{done.stdout}")
        made = [clone / "outputs" / "latest" / "E06000014" / one for one in MADE]
        if missing := [str(path) for path in made if not path.is_file()]:
            sys.exit(f"the tutorial ended without {', '.join(missing)}")
        print(f"{time.monotonic() - started:6.1f} s  the whole tutorial")


if __name__ == "__main__":
    main()
