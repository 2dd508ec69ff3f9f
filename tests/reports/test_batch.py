"""Batches of real notebooks: what lands, what fails, what is made again."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.engine.engines import has_fork
from toolkit.reports.jobs import Wanted
from toolkit.reports.ordering import order_batch

pytestmark = pytest.mark.slow
ENGINES = [
    pytest.param("fast", marks=pytest.mark.skipif(not has_fork(), reason="no fork")),
    "plain",
]
AREAS = "Plymouth; York; Derby"

SMALL = """area = "Plymouth"
comparators = ""
period = "latest"
mode = "public"
across_nations = False"""


def write_notebook(workspace, name, *cells):
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "P"}
    notebook.cells = [nbformat.v4.new_code_cell(text) for text in (SMALL, *cells)]
    notebook.cells[0].metadata.tags = ["parameters"]
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    nbformat.write(notebook, workspace.notebooks / f"{name}.ipynb")
    return Wanted([name])


COVER = "import toolkit as tk\ntk.open_report(area).cover()"


def pages(folder):
    return {
        path.parent.name: path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*/*.html"))
    }


def processes(workspace):
    """Every process that was started to work on a workspace and is alive."""
    home = f"TOOLKIT_HOME={workspace.root}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if home in path.read_bytes().split(b"\0"):
                found.append(path.parent.name)
        except OSError:
            continue
    return {*found} - {str(os.getpid())}


@pytest.mark.skipif(not has_fork(), reason="there is no fast engine here")
def test_both_engines_make_the_same_pages(built_workspace):
    wanted = Wanted(["data_quality"])
    for engine in ("fast", "plain"):
        done = order_batch(
            "Plymouth; York",
            wanted,
            output=engine,
            engine=engine,
            workers=2,
            workspace=built_workspace,
        )
        assert (done.made, done.failed) == (2, 0)
    fast, plain = (pages(built_workspace.outputs / engine) for engine in ("fast", "plain"))
    assert [*fast] == ["E06000014", "E06000026"]
    assert fast == plain


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_finished_is_not_made_again_unless_forced(built_workspace, engine):
    wanted = write_notebook(built_workspace, "small", COVER)
    first, again, forced = (
        order_batch(AREAS, wanted, engine=engine, force=force, workspace=built_workspace)
        for force in (False, False, True)
    )
    assert (first.made, again.made, again.kept, forced.made) == (3, 0, 3, 3)
    assert Path(first.index).is_file()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_report_that_misbehaves_touches_no_other(built_workspace, engine):
    wanted = write_notebook(
        built_workspace,
        "bad",
        COVER,
        "import os, time, matplotlib as mpl, toolkit\n"
        "assert 'left_behind' not in globals() and not hasattr(toolkit, 'left_behind')\n"
        "assert mpl.rcParams['font.size'] == 10.0\n"
        "left_behind = toolkit.left_behind = True\n"
        "mpl.rcParams['font.size'] = 99.0\n"
        "if area == 'E06000014': os._exit(3)\n"
        "if area == 'E06000015': time.sleep(600)\n"
        "if area == 'E06000026': 1 / 0",
    )
    wanted = Wanted(wanted.notebooks, cell_seconds=10)
    said = []
    done = order_batch(
        "Plymouth; York; Derby; Torbay; Devon", wanted, engine=engine, workers=2,
        workspace=built_workspace, say=said.append,
    )  # fmt: skip
    assert (done.made, done.failed) == (2, 3)
    reports = json.loads(Path(done.manifest).read_text(encoding="utf-8"))["reports"]
    assert "ZeroDivisionError" in reports["E06000026/bad"]["traceback"]
    assert "its kernel died" in reports["E06000014/bad"]["error"]
    assert "took more than 10 s" in reports["E06000015/bad"]["error"]
    for code in ("E06000014", "E06000015", "E06000026"):
        kept = built_workspace.outputs / "latest" / code
        assert [path.name for path in kept.iterdir()] == ["bad.failed.ipynb"]
    assert "ZeroDivisionError" in Path(done.index).read_text(encoding="utf-8")
    assert len([line for line in said if line.startswith("FAILED")]) == 3


def test_every_area_is_checked_before_anything_runs(built_workspace):
    wanted = Wanted(["data_quality"], comparators="region")
    with pytest.raises(ParameterError, match="2 of 3 areas") as refused:
        order_batch("Plymouth; Fife; Dundee City", wanted, workspace=built_workspace)
    assert "S12000047" in str(refused.value)
    assert not built_workspace.outputs.exists()


def test_a_format_that_is_none_is_refused(built_workspace):
    with pytest.raises(ParameterError, match="there is no format 'odt'"):
        order_batch("York", Wanted(["data_quality"], formats=["odt"]), workspace=built_workspace)


def test_a_place_that_cannot_be_written_to_is_one_clear_error(built_workspace):
    wanted = write_notebook(built_workspace, "small", COVER)
    built_workspace.outputs.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises((ToolkitError, OSError), match="outputs"):
        order_batch(AREAS, wanted, workspace=built_workspace)


def test_a_data_file_that_vanishes_ends_the_batch_with_one_clear_error(built_workspace):
    raw = built_workspace.raw / "partnership_reports" / "york_local_plan_of_action_2023.csv"
    wanted = write_notebook(
        built_workspace, "vanish", f"import pathlib\npathlib.Path({str(raw)!r}).unlink(missing_ok=True)", COVER
    )  # fmt: skip
    with pytest.raises(ToolkitError, match="the data changed while reports were being made"):
        order_batch(AREAS, wanted, workspace=built_workspace)


def command(workspace, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "toolkit.cli", "batch", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TOOLKIT_HOME": str(workspace.root)},
    )


@pytest.mark.skipif(not has_fork(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("engine", ENGINES)
def test_ctrl_c_leaves_no_process_behind(built_workspace, engine):
    write_notebook(built_workspace, "slow", COVER, "import time\ntime.sleep(60)")
    words = ("--areas", AREAS, "--notebook", "slow", "--engine", engine)
    process = command(built_workspace, *words)
    while not [*built_workspace.outputs.glob("latest/.making/*/slow")]:
        time.sleep(0.2)
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "stopped: 3 reports" in said
    assert not re.search("Traceback", said)
    assert not processes(built_workspace)


@pytest.mark.skipif(not has_fork(), reason="looks at processes as Linux shows them")
def test_a_batch_that_is_killed_is_completed_by_the_next_and_so_are_two_at_once(built_workspace):
    wanted = write_notebook(built_workspace, "small", COVER)
    process = command(built_workspace, "--areas", AREAS, "--notebook", "small")
    while not [*built_workspace.outputs.glob("latest/.making/*/small")]:
        time.sleep(0.1)
        assert process.poll() is None
    process.kill()
    process.communicate()
    both = [command(built_workspace, "--areas", AREAS, "--notebook", "small") for _ in range(2)]
    told = [one.communicate(timeout=200)[0].splitlines()[-1] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    made = sum(int(re.search(r"(\d+) made", line).group(1)) for line in told)
    assert made in (2, 3), told
    done = order_batch(AREAS, wanted, workspace=built_workspace)
    assert (done.made, done.kept) == (0, 3)
