"""The command refuses what cannot be before anything is read or run."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from toolkit.cli import main


@pytest.mark.parametrize("command", [["report", "Plymouth"], ["batch", "--areas", "Plymouth"]])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "html,odt"], "there is no format 'odt'"),
        (["--template", "council.odt"], "council.odt: expected a .docx or .pptx"),
        (["--template", "nowhere.docx"], "there is no template"),
        (["--template", "nowhere.docx"], "it was looked for in"),
        (["--template", "nowhere.docx", "--template", "council.odt"], "2 templates cannot be used"),
    ],
)
def test_a_format_or_template_that_cannot_be_is_one_clear_error(workspace, command, options, said):
    done = CliRunner().invoke(main, [*command, *options])
    assert done.exit_code == 1
    assert said in done.output
    assert not workspace.outputs.exists()
    assert not (workspace.root / "data" / "processed").exists()
