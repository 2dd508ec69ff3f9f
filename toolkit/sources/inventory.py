"""What can be fetched and what is held; no server is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.catalogue.publishers import Source, load_sources
from toolkit.errors import ParameterError, count_of, did_you_mean
from toolkit.sources.holdings import Holding, find_holdings

__all__ = ["choose_sources", "tell_held"]


def choose_sources(names: Sequence[str], *, every: bool = False) -> list[Source]:
    """Return the sources that are to be fetched.

    Parameters
    ----------
    names : sequence of str
        Ids of sources in ``sources.toml``.
    every : bool, default False
        Take every source that has an address.

    Raises
    ------
    ParameterError
        Where none is named, or a name is unknown or has no address.

    Examples
    --------
    >>> [source.id for source in choose_sources(["ons_drug_poisoning_by_la"])]
    ['ons_drug_poisoning_by_la']
    """
    known = {name: source for name, source in load_sources().items() if source.fetch}
    if every:
        return list(known.values())
    if not names:
        raise ParameterError(
            "no source is named",
            [f"{source.id}: {source.name}" for source in known.values()],
            hint="`toolkit fetch` with ids from above, or with --all",
        )
    _refuse_unknown(names)
    by_hand = [load_sources()[name] for name in names if name not in known]
    if by_hand:
        raise ParameterError(
            "no address is known for the files of these sources",
            [f"{source.id}: {source.page or source.publisher}" for source in by_hand],
            hint="get the files there and `toolkit import` them",
        )
    return [known[name] for name in dict.fromkeys(names)]


def tell_held(names: Sequence[str], raw: Path) -> str:
    """Say what is held of some sources.

    Parameters
    ----------
    names : sequence of str
        Ids of sources; all sources where it is empty.
    raw : Path
        The workspace's ``data/raw``.

    Raises
    ------
    ParameterError
        Where a name is unknown.
    """
    _refuse_unknown(names)
    holdings = list(find_holdings(raw))
    lines = []
    for name in dict.fromkeys(names or load_sources()):
        files = [_tell(file) for file in holdings if file.sidecar["source"] == name]
        lines += [f"{name}: {len(files) or 'no'} file{'s' * (len(files) != 1)} held", *files]
    return "\n".join(lines)


def _tell(holding: Holding) -> str:
    said = holding.sidecar
    facts = [f"{name} {said[name]}" for name in ("retrieved", "checked", "sha256") if name in said]
    return f"  {holding.path.name}: {', '.join(facts) or 'comes with the project'}"


def _refuse_unknown(names: Iterable[str]) -> None:
    sources = load_sources()
    unknown = [name for name in names if name not in sources]
    near = {name: did_you_mean(name, sources) for name in unknown}
    if unknown:
        raise ParameterError(
            f"{count_of(len(unknown), 'name is no source', 'names are no sources')}",
            [f"{n!r}" + (f": did you mean {near[n][0]}?" if near[n] else "") for n in unknown],
            hint=f"the sources are {', '.join(sources)}",
        )
