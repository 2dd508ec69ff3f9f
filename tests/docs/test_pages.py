"""What the documentation shows can be done: commands and options exist, examples run, links lead somewhere."""

from __future__ import annotations

import doctest
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from toolkit.cli import main

PROJECT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for path in [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]
    # Made at each build from what they describe.
    if not re.match(r"(commands|sources|areas|indicators\w*)\.md", path.name)
)
NAMES = [path.relative_to(PROJECT).as_posix() for path in PAGES]
COMMAND = re.compile(r"(?<!import )(?<![\w.-])toolkit(?:\.exe)? ((?:\"[^\"]*\"|[^`\n#;|>\"])+)")


def commands(text: str) -> list[str]:
    """The toolkit's commands in fences and in code within sentences."""
    fenced = re.findall(r"^ *```[^\n]*\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)
    places = [
        *(line for block in fenced for line in block.splitlines()),
        *re.findall(r"`([^`\n]+)`", prose),
    ]
    return [found for place in places for found in COMMAND.findall(place)]


def faults(words: list[str]) -> list[str]:
    """What click would refuse of a command, whatever its files and areas are."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        if not re.fullmatch(r"[a-z][a-z-]*", name):
            return []  # a placeholder such as COMMAND
        if name not in command.commands:
            return [f"there is no command {name!r}"]
        command = command.commands[name]
    options = {
        name: one
        for one in command.params
        if isinstance(one, click.Option)
        for name in (*one.opts, *one.secondary_opts)
    } | {"--help": None, "--version": None}
    found = []
    for at, word in enumerate(words):
        if not re.match(r"--?[a-z]", word):
            continue
        name, _, value = word.partition("=")
        if name not in options:
            found.append(f"{command.name} has no option {name!r}")
            continue
        option = options[name]
        value = value or (words[at + 1] if at + 1 < len(words) else "")
        choices = getattr(option.type, "choices", None) if option else None
        if choices and value and value not in choices:
            found.append(f"{name} cannot be {value!r}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_command_on_a_page_exists_with_its_options(name):
    found = commands((PROJECT / name).read_text(encoding="utf-8"))
    told = {one: faults(shlex.split(one.replace("'", "’"), posix=True)) for one in found}
    assert {one: said for one, said in told.items() if said} == {}


def test_a_command_or_an_option_that_is_not_is_found():
    assert commands(
        "`toolkit reprot York` and\n```\nuv run toolkit show x --area Y  # why\n```"
    ) == [
        "show x --area Y  ",
        "reprot York",
    ]
    assert faults(["reprot", "York"]) == ["there is no command 'reprot'"]
    assert faults(["report", "York", "--colour", "red"]) == ["report has no option '--colour'"]
    assert faults(["show", "x", "--format", "docx"]) == ["--format cannot be 'docx'"]


@pytest.mark.parametrize("name", NAMES)
def test_every_example_at_a_prompt_gives_what_the_page_says(name):
    text = (PROJECT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\{doctest\}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    one = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name, name, 0)
    told: list[str] = []
    doctest.DocTestRunner().run(one, out=told.append)
    assert told == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_to_a_page_of_ours_leads_to_one(name):
    text = (PROJECT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    own = [one.split("#")[0] for one in targets if "://" not in one and not one.startswith("#")]
    missing = [one for one in own if not ((PROJECT / name).parent / one).exists()]
    generated = ("reference/commands.md", "reference/sources.md", "reference/areas.md")
    assert [one for one in missing if not one.endswith(generated)] == []


def test_workflows_and_forms_are_valid_and_fetch_packages_by_name_alone():
    files = sorted((PROJECT / ".github").rglob("*.yml"))
    assert len(files) >= 4
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert isinstance(yaml.safe_load(text), dict)
        assert not re.search(r"index-url|extra-index|--trusted-host", text)


def test_the_citation_names_the_version_of_the_project():
    cited = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (cited["version"], cited["license"]) == (project["version"], project["license"])


def test_every_promise_of_security_names_a_test_that_there_is():
    page = (PROJECT / "docs" / "disclosure-and-security.md").read_text(encoding="utf-8")
    table = page.split("| promise | held by |\n|---|---|\n")[1].split("\n\n")[0]
    for row in table.splitlines():
        _, promise, held_by, _ = re.split(r" ?\| ?", row)
        named = re.findall(r"`(tests/[^`]+?)::(\w+)`", held_by)
        assert named, promise
        for path, test in named:
            assert f"def {test}(" in (PROJECT / path).read_text(encoding="utf-8"), (promise, test)
