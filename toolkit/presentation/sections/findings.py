"""What the standing checks found, as a section of the data quality report."""

from __future__ import annotations

from toolkit.analysis.findings import Finding
from toolkit.analysis.standing_checks import StandingChecks
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.wording import count_of, number

__all__ = ["findings_section"]


def findings_section(checks: StandingChecks, most: int = 50) -> Section:
    """Show what each standing check looked at and found, faults first.

    Parameters
    ----------
    checks : StandingChecks
        Of the last build.
    most : int, default 50
        How many findings are shown.
    """
    ranked = sorted(checks.findings, key=lambda finding: finding.severity != "fault")
    faults = sum(finding.severity == "fault" for finding in ranked)
    more = f" The first {most} are shown; findings.csv beside the store has all." * (
        len(ranked) > most
    )
    return Section(
        "findings",
        "What the standing checks found",
        sentences=[
            f"{count_of(len(checks.checked), 'check', 'checks')} looked at every figure: "
            f"{count_of(faults, 'fault', 'faults')}, which cannot be right, and "
            f"{count_of(len(ranked) - faults, 'notice', 'notices')}, which may be.{more}"
        ],
        tables=[
            Table(
                "What was checked",
                ["What should hold", "Checked", "Faults and notices"],
                [
                    [one.check, number(one.count), number(len(one.findings))]
                    for one in checks.checked
                ],
            ),
            *([_table(ranked[:most])] if ranked else []),
        ],
    )


def _table(findings: list[Finding]) -> Table:
    return Table(
        "What was found",
        ["", "Check", "Indicator", "Area", "Period", "Of", "Expected", "Found"],
        [
            [
                one.severity,
                one.check,
                one.indicator,
                one.area,
                one.period,
                one.what,
                one.expected,
                one.found,
            ]
            for one in findings
        ],
    )
