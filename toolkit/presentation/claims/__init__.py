"""Claims: typed statements that say themselves, in a sentence, a title or an alternative text."""

from toolkit.presentation.claims.apart import Apart
from toolkit.presentation.claims.change import Change, say_moved
from toolkit.presentation.claims.comparison import Comparison, say_together
from toolkit.presentation.claims.discrepancy import Discrepancy, PrintedChange, say_printed_apart
from toolkit.presentation.claims.funnel_level import FunnelLevel
from toolkit.presentation.claims.gap import Gap
from toolkit.presentation.claims.gradient import Gradient
from toolkit.presentation.claims.highest import Highest
from toolkit.presentation.claims.level import Level
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.claims.missing import Missing
from toolkit.presentation.claims.projection import Projection
from toolkit.presentation.claims.rank import Rank
from toolkit.presentation.claims.shortfall import Shortfall
from toolkit.presentation.claims.target import Target
from toolkit.presentation.claims.trend import Trend
from toolkit.presentation.claims.uncertainty import Uncertainty
from toolkit.presentation.claims.unmet_need import UnmetNeed

__all__ = [
    "Apart",
    "Change",
    "Comparison",
    "Discrepancy",
    "FunnelLevel",
    "Gap",
    "Gradient",
    "Highest",
    "Level",
    "Measure",
    "Missing",
    "PrintedChange",
    "Projection",
    "Rank",
    "Shortfall",
    "Target",
    "Trend",
    "Uncertainty",
    "UnmetNeed",
    "say_moved",
    "say_printed_apart",
    "say_together",
]
