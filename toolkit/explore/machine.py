"""The machine as the doctor finds it: versions, packages, formats, fonts, kernels, disk, network.

Packages are looked up, not imported, before they were seen to be there; no server is asked.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path

from toolkit import __version__
from toolkit.explore.findings import Finding

__all__ = ["examine_machine"]

_NAME = "partnership-toolkit"
_SYNC = "uv sync (without uv: pip install -r requirements.lock)"
_OLDEST, _NEWEST = (3, 11), (3, 13)
_OF_FORMATS = {
    "html": ("jinja2", "nbconvert"),
    "pdf": ("typst",),
    "docx": ("docx",),
    "pptx": ("pptx",),
    "xlsx": ("xlsxwriter",),
    "csv": ("pandas",),
    "charts": ("matplotlib", "seaborn"),
    "explore": ("ipywidgets", "jupyterlab"),
}
_EXTRAS = {
    "maps": ("geopandas", "true boundaries on maps"),
    "distributed": ("distributed", "batches on many machines"),
    "s3": ("boto3", "outputs in an object store"),
}
_FONT = "DejaVu Sans"
_LEAST_FREE = 1_000_000_000
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")


def examine_machine(root: Path) -> Iterator[Finding]:
    """Yield what is found of the machine.

    Parameters
    ----------
    root : Path
        The folder that the toolkit works in.
    """
    yield _python()
    yield _packages()
    yield from _formats()
    yield from _extras()
    yield _font()
    yield _kernel()
    yield _disk(root)
    yield from _network()


def _python() -> Finding:
    told = f"toolkit {__version__}, Python {platform.python_version()}, {platform.platform()}"
    right = _OLDEST <= sys.version_info[:2] <= _NEWEST
    mend = "" if right else "uv python install 3.13 && uv sync --python 3.13"
    return Finding("well" if right else "amiss", "versions", told, mend)


def _packages() -> Finding:
    from packaging.requirements import Requirement

    try:
        asked = [Requirement(text) for text in metadata.requires(_NAME) or ()]
    except metadata.PackageNotFoundError:
        return Finding("amiss", "packages", f"{_NAME} itself is not installed", _SYNC)
    needed = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    faults = []
    for one in needed:
        try:
            held = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            faults.append(f"{one.name} is not installed")
            continue
        if not one.specifier.contains(held, prereleases=True):
            faults.append(f"{one.name} is {held}, and {one.specifier} is needed")
    if faults:
        return Finding("amiss", "packages", "; ".join(faults), _SYNC)
    return Finding("well", "packages", f"all {len(needed)} that are needed are there")


def _formats() -> Iterator[Finding]:
    absent = {
        name: [one for one in modules if util.find_spec(one) is None]
        for name, modules in _OF_FORMATS.items()
    }
    can = [name for name, lacking in absent.items() if not lacking]
    if can:
        yield Finding("well", "formats", f"{', '.join(can)} can be made; no browser is needed")
    for name, lacking in absent.items():
        if lacking:
            yield Finding("amiss", f"format {name}", f"lacks {', '.join(lacking)}", _SYNC)


def _extras() -> Iterator[Finding]:
    for extra, (module, purpose) in _EXTRAS.items():
        if util.find_spec(module) is None:
            yield Finding(
                "note", f"extra {extra}", f"not installed: {purpose}", f"uv sync --extra {extra}"
            )


def _font() -> Finding:
    if util.find_spec("matplotlib") is None:
        return Finding("amiss", "fonts", "matplotlib brings the font of every chart", _SYNC)
    from matplotlib import font_manager

    try:
        path = font_manager.findfont(_FONT, fallback_to_default=False)
    except ValueError:
        return Finding(
            "amiss", "fonts", f"{_FONT} is not found", "uv sync --reinstall-package matplotlib"
        )
    return Finding("well", "fonts", f"{_FONT}, {path}")


def _kernel() -> Finding:
    mend = "uv run python -m ipykernel install --sys-prefix"
    if util.find_spec("jupyter_client") is None:
        return Finding("amiss", "kernels", "jupyter_client is not installed", _SYNC)
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding(
            "amiss", "kernels", "there is no kernel python3, which runs the notebooks", mend
        )
    named = spec.argv[0]
    # Jupyter puts the Python that it runs under in the place of a bare "python".
    program = sys.executable if re.fullmatch(r"python[0-9.]*", named) else shutil.which(named)
    if program is None:
        return Finding("amiss", "kernels", f"python3 starts {named}, which is not there", mend)
    if Path(program).parent != Path(sys.executable).parent:
        told = f"python3 starts {program}, and the toolkit is installed for {sys.executable}"
        return Finding("amiss", "kernels", told, mend)
    return Finding("well", "kernels", f"python3 starts {program}")


def _disk(root: Path) -> Finding:
    free = shutil.disk_usage(root).free
    told = f"{free / 1e9:,.1f} GB free at {root}"
    for name in ("data/raw", "data/processed", "outputs"):
        folder = root / name
        if folder.is_dir() and not os.access(folder, os.W_OK):
            return Finding(
                "amiss",
                "disk",
                f"{folder} may not be written to",
                "set TOOLKIT_HOME to a folder of your own",
            )
    if free < _LEAST_FREE:
        return Finding("amiss", "disk", told, "delete runs under outputs/ that nobody needs")
    return Finding("well", "disk", told)


def _network() -> Iterator[Finding]:
    """Say by which way servers would be asked, without a name or password."""
    named = {name: os.environ.get(name) or os.environ.get(name.lower(), "") for name in _PROXIES}
    told = [
        f"{name}={re.sub('//[^@/]*@', '//…@', value)}" for name, value in named.items() if value
    ]
    yield Finding("well", "proxy", ", ".join(told) or "none is set; servers are asked directly")
    if util.find_spec("truststore") is None:
        yield Finding("amiss", "certificates", "truststore is not installed", _SYNC)
        return
    gone = [
        f"{name} names {os.environ[name]}, which is not there"
        for name in _BUNDLES
        if os.environ.get(name) and not Path(os.environ[name]).exists()
    ]
    if gone:
        yield Finding(
            "amiss", "certificates", "; ".join(gone), "unset the variable, or mend its path"
        )
    else:
        told_of = "the system's own are trusted (truststore); verification is never off"
        yield Finding("well", "certificates", told_of)
