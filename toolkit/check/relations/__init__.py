"""The relations of figures that can be recomputed, each a small rule with the reason it prints."""

from toolkit.check.relations.changes import check_changes
from toolkit.check.relations.fractions import check_fractions
from toolkit.check.relations.lists import check_lists
from toolkit.check.relations.misprints import check_misprints
from toolkit.check.relations.needs import check_needs
from toolkit.check.relations.needs_across import check_needs_across
from toolkit.check.relations.outlines import check_outlines
from toolkit.check.relations.parts import check_parts
from toolkit.check.relations.periods import check_periods
from toolkit.check.relations.repeats import check_repeats
from toolkit.check.relations.series import check_series, check_table_claims
from toolkit.check.relations.shares import check_shares
from toolkit.check.relations.table_changes import check_table_changes
from toolkit.check.relations.table_formats import check_table_formats
from toolkit.check.relations.table_rates import check_table_rates
from toolkit.check.relations.table_shares import check_table_needs, check_table_shares
from toolkit.check.relations.table_sums import check_table_sums
from toolkit.check.relations.targets import check_targets

__all__ = ["RELATIONS"]

RELATIONS = (
    check_misprints,
    check_periods,
    check_changes,
    check_shares,
    check_fractions,
    check_needs,
    check_targets,
    check_parts,
    check_lists,
    check_repeats,
    check_series,
    check_outlines,
    check_table_changes,
    check_table_sums,
    check_table_shares,
    check_table_rates,
    check_table_needs,
    check_needs_across,
    check_table_claims,
    check_table_formats,
)
