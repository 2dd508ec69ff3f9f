"""The doctor tells what is so, what is amiss, and the command that mends it."""

from __future__ import annotations

import datetime as dt
import json
import sys

import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.explore import machine
from toolkit.explore.doctor import examine
from toolkit.sources.holdings import find_holdings


@pytest.fixture(autouse=True)
def plain_network(monkeypatch):
    for name in (*machine._PROXIES, *machine._BUNDLES):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def of(findings, subject):
    return [one for one in findings if one.subject == subject]


def test_where_all_is_well_it_says_so_and_exits_with_0(built_workspace):
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == "nothing is amiss"
    for subject in ("versions", "packages", "formats", "fonts", "kernels", "disk", "data", "store"):
        assert f"ok     {subject}: " in done.output
    assert "only figures printed in partnerships' reports are held" in done.output


def test_without_data_it_names_the_command_and_exits_with_1(workspace):
    for path in (workspace.raw / "partnership_reports").iterdir():
        path.unlink()
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == 1
    assert "holds nothing\n         mend it: toolkit import FILE" in done.output
    assert done.output.splitlines()[-1] == "1 thing is amiss"


def test_old_data_are_named_with_their_age(workspace):
    held = next(iter(find_holdings(workspace.raw)))
    sidecar = held.path.with_name(f"{held.path.name}.json")
    said = {**held.sidecar, "retrieved": "2024-01-01T00:00:00+00:00"}
    sidecar.write_text(json.dumps(said), encoding="utf-8")
    [found] = of(examine(workspace, dt.date(2026, 1, 1)), "data of partnership_reports")
    assert found.told == "731 days old, of 2024-01-01"
    assert found.state == "note"


def test_a_format_that_lacks_its_package_is_told_apart(workspace, monkeypatch):
    monkeypatch.setitem(machine._OF_FORMATS, "pdf", ("no_such_module",))
    findings = list(machine.examine_machine(workspace.root))
    [found] = of(findings, "format pdf")
    assert (found.state, found.told) == ("amiss", "lacks no_such_module")
    assert "uv sync" in found.mend
    assert "pdf" not in of(findings, "formats")[0].told


def test_a_package_that_is_too_old_is_named_with_what_is_needed(workspace, monkeypatch):
    monkeypatch.setattr(machine.metadata, "requires", lambda _: ["numpy>=99", "no-such-package"])
    [found] = of(machine.examine_machine(workspace.root), "packages")
    assert found.state == "amiss"
    assert ">=99 is needed; no-such-package is not installed" in found.told


def test_a_proxy_is_named_without_its_password(workspace, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://jo:secret@proxy.council.example:8080")
    monkeypatch.setenv("SSL_CERT_FILE", str(workspace.root / "gone.pem"))
    findings = list(machine.examine_machine(workspace.root))
    assert of(findings, "proxy")[0].told == "HTTPS_PROXY=http://…@proxy.council.example:8080"
    assert of(findings, "certificates")[0].state == "amiss"


def test_a_kernel_of_another_python_is_amiss(workspace, tmp_path, monkeypatch):
    other = tmp_path / "bin" / ("python.exe" if sys.platform == "win32" else "python")
    other.parent.mkdir()
    other.write_text("", encoding="utf-8")
    other.chmod(0o755)
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": [str(other)], "display_name": "x", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    [found] = of(machine.examine_machine(workspace.root), "kernels")
    assert found.state == "amiss"
    assert "ipykernel install" in found.mend


def test_what_is_broken_in_the_own_folder_is_told_with_its_place(workspace):
    path = workspace.root / "own" / "readers" / "ours.py"
    path.parent.mkdir(parents=True)
    path.write_text("LAYOUT = (", encoding="utf-8")
    told = [one.told for one in examine(workspace) if one.state == "amiss"]
    assert any(f"{path}, line 1: '(' was never closed" in one for one in told)
