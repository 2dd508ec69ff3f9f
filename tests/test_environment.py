"""The ways of setting the project up say the same."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
REQUIRED = {"jupyterlab", "pandas", "numpy", "matplotlib", "seaborn", "papermill", "pytest"}


def declared() -> dict[str, Requirement]:
    groups = PYPROJECT["dependency-groups"]
    texts = [*PYPROJECT["project"]["dependencies"], *groups["test"]]
    return {canonicalize_name(one.name): one for one in map(Requirement, texts)}


def conda_specs() -> dict[str, SpecifierSet]:
    """The conda packages of environment.yml, in the part of the grammar that pip shares."""
    text = (PROJECT / "environment.yml").read_text(encoding="utf-8")
    lines = re.findall(r"^  - ([a-z0-9_-]+)([<>=!,.0-9]*)$", text, flags=re.MULTILINE)
    return {
        name: SpecifierSet(spec)
        for name, spec in lines
        if name not in ("conda-forge", "nodefaults")
    }


def locked() -> dict[str, list[tuple[str, str]]]:
    pins: dict[str, list[tuple[str, str]]] = {}
    for name, version, marker in re.findall(
        r"^([a-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\\n]+))?", LOCK, flags=re.MULTILINE
    ):
        pins.setdefault(canonicalize_name(name), []).append((version, marker))
    return pins


def test_the_seven_packages_of_the_environment_are_declared():
    assert set(declared()) >= REQUIRED
    assert set(conda_specs()) >= REQUIRED


def test_conda_gets_the_same_versions_as_the_project_declares():
    specs, own = conda_specs(), declared()
    assert specs.pop("python") == SpecifierSet(PYPROJECT["project"]["requires-python"])
    specs.pop("pip")
    assert {name: spec for name, spec in specs.items() if spec != own[name].specifier} == {}


def test_the_lock_pins_every_declared_package_within_its_bounds():
    pins = locked()
    for name, requirement in declared().items():
        assert name in pins, (
            f"requirements.lock has no {name}: run uv export as CONTRIBUTING.md says"
        )
        for version, _ in pins[name]:
            assert version in requirement.specifier, f"{name} {version} is outside {requirement}"


def test_the_lock_holds_digests_and_no_addresses():
    assert "://" not in LOCK
    for name in locked():
        assert re.search(
            rf"^{re.escape(name)}==[^\n]*\\\n    --hash=sha256:",
            LOCK.replace("_", "-"),
            re.MULTILINE,
        )


def test_no_lock_with_addresses_is_tracked():
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "uv.lock" in ignored
    assert PYPROJECT["tool"]["uv"]["exclude-newer"]
    assert PYPROJECT["tool"]["uv"]["compile-bytecode"] is True


def test_conda_specs_can_be_resolved(tmp_path):
    """What conda users ask for can be had together, as far as can be told without conda."""
    specs = "\n".join(
        f"{name}{spec}" for name, spec in conda_specs().items() if name not in ("python", "pip")
    )
    (tmp_path / "specs.in").write_text(specs, encoding="utf-8")
    try:
        done = subprocess.run(
            ["uv", "pip", "compile", "--offline", "--quiet", str(tmp_path / "specs.in")],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=PROJECT,
        )
    except FileNotFoundError:
        pytest.skip("uv is not on the path")
    if done.returncode and "network was disabled" in done.stderr:
        pytest.skip(
            "uv has not the packages' metadata in its cache, and tests do not use the network"
        )
    assert done.returncode == 0, done.stderr
