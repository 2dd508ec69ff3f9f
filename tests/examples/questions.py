"""What the worked sums may ask, each answered by the toolkit in the words of the examples."""

from __future__ import annotations

import numpy as np

from toolkit import methods
from toolkit.analysis.gap import implied_treated
from toolkit.errors import ToolkitError
from toolkit.methods import TrajectoryStatus, TrendDirection, UnmetNeedState
from toolkit.periods import Period
from toolkit.presentation.wording import change_in_words

NEED_SAID = {
    UnmetNeedState.OK: "as it is",
    UnmetNeedState.NO_INTERVAL: "no interval, since the estimate has none",
    UnmetNeedState.LOWER_LIMIT_CLIPPED: "the lower limit is shown as 0",
    UnmetNeedState.TREATED_EXCEEDS_ESTIMATE: "treated at or above the estimate, shown as 0",
    UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT: "treated above the upper limit, no number",
}
TREND_SAID = {
    TrendDirection.INCREASING: "increasing",
    TrendDirection.DECREASING: "decreasing",
    TrendDirection.NO_CHANGE: "no significant change",
    TrendDirection.NOT_CALCULATED: "cannot be calculated",
}


def numbers(given, *names):
    """The figures under some names, as numbers or lists of them; none where not given."""
    return [np.array(given.get(name, np.nan), dtype=float) for name in names]


def estimate(found, scale=100.0):
    return {
        "per cent": found.value * scale,
        "from": found.lower * scale,
        "to": found.upper * scale,
    }


def unmet_need(given):
    """One area, or several: their treated and their estimates are summed before dividing."""
    treated, need, least, most = numbers(
        given, "in treatment", "estimated need", "need from", "need to"
    )
    groups = np.zeros(treated.shape, dtype=int) if treated.ndim else None
    found = methods.unmet_need(treated, need, least, most, groups=groups)
    found = type(found)(*(np.ravel(part)[0] for part in found))
    return {
        **estimate(found),
        "before it is shown as 0": found.raw * 100,
        "said": NEED_SAID[UnmetNeedState(found.flag)],
    }


def need_together(given):
    need, least, most = numbers(given, "estimated need", "need from", "need to")
    joint = methods.combine_prevalence(need, least, most)
    envelope = methods.combine_prevalence(need, least, most, envelope=True)
    return {
        "people": joint.value,
        "from": joint.lower,
        "to": joint.upper,
        "limits added up, from": envelope.lower,
        "limits added up, to": envelope.upper,
    }


def projected_unmet_need(given):
    held = {"number of people": "count", "rate": "rate"}[given["held from the estimate's year"]]
    then, now = numbers(given, "residents then", "residents now")
    populations = {} if held == "count" else {"population_then": then, "population_now": now}
    found = methods.projected_unmet_need(
        *numbers(given, "in treatment", "estimated need", "need from", "need to"),
        hold=held,
        **populations,
    )
    return estimate(found)


def change(given):
    before, after, base = numbers(given, "before", "after", "rounded to the nearest")
    found = methods.percentage_change(before, after, rounding=np.nan_to_num(base))
    lower, upper = methods.clopper_pearson(after, before + after)
    # All of them after, and none before: there are no odds to set them against.
    lower, upper = (np.nan, np.nan) if before == 0 else (lower, upper)
    return {
        **estimate(found, 1),
        "times": after / before if before > 0 else np.nan,
        "beyond chance": bool(found.lower > 0 or found.upper < 0),
        "from, exactly": 100 * (lower / (1 - lower) - 1),
        "to, exactly": 100 * (upper / (1 - upper) - 1),
        "least before": before - base / 2,
        "most after": after + base / 2,
    }


def change_of_share(given):
    before, after = numbers(given, "per cent before", "per cent after")
    return {
        "percentage points": after - before,
        "per cent": methods.percentage_change(before, after).value,
    }


def rate_ratio(given):
    found = methods.ratio_of_estimates(
        *numbers(given, "rate", "from", "to", "other rate", "other from", "other to")
    )
    return {
        "times": found.value,
        "from": found.lower,
        "to": found.upper,
        "in words": change_in_words(*(float(part) for part in found)),
    }


def ratio_in_words(given):
    return {"in words": change_in_words(given["times"], np.nan, np.nan)}


def people_of_share(given):
    nearest, least, most = implied_treated(
        100 - given["per cent"], given["of"], given["decimals printed"]
    )
    return {"people": nearest, "at least": least, "at most": most}


def share(given):
    return estimate(methods.proportion(*numbers(given, "people", "of"), scale=100), 1)


def difference_of_shares(given):
    found = methods.difference_of_proportions(
        *numbers(given, "people", "of", "other people", "of others"), scale=100
    )
    return {"percentage points": found.value, "from": found.lower, "to": found.upper}


def people_needed(given):
    target = given["to reach"]
    if "estimated need" in given:
        treated, need = numbers(given, "in treatment", "estimated need")
        needed = methods.number_needed_for_unmet_need(treated, need, target / 100)
    elif "standardised rate" in given:
        events, rate = numbers(given, "events", "standardised rate")
        needed = methods.number_needed_for_standardised_rate(events, rate, target)
    elif "events" in given:
        needed = methods.number_needed_for_rate(*numbers(given, "events", "residents"), target)
    else:
        people, of = numbers(given, "people", "of")
        needed = methods.number_needed_for_proportion(people, of, target / 100)
    return {"people": needed}


def path_to_target(given):
    found = methods.trajectory(
        given["baseline"],
        given["target"],
        given["periods gone by"] / given["of periods"],
        *numbers(given, "latest", "from", "to"),
    )
    return {
        "expected by now": found.expected,
        "said": TrajectoryStatus(found.status).name.lower().replace("_", " "),
    }


def synthetic_estimate(given):
    people, percent, least, most = numbers(given, "residents", "per cent", "from", "to")
    bands = np.zeros(people.shape, dtype=int)
    found = methods.synthetic_estimate(people, percent / 100, least / 100, most / 100, groups=bands)
    return {"people": found.value[0], "from": found.lower[0], "to": found.upper[0]}


def recent_trend(given):
    ways = {"of the values": "limits", "of the proportions": "proportions"}
    found = methods.recent_trend(
        *numbers(given, "values", "from", "to", "counts", "out of"),
        method=ways[given.get("test", "of the values")],
        years_pooled=given.get("years in one value", 1),
    )
    return {
        "said": TREND_SAID[TrendDirection(found.direction)],
        "chi-squared": found.chi_squared,
        "slope": found.slope,
    }


def wider_limits(given):
    """99.8% limits of a rate whose 95% limits and events are known."""
    events, rate, upper = numbers(given, "events", "rate", "to")
    step = (upper - rate) / (methods.byar(events)[1] - events)
    low, high = methods.byar(events, confidence=0.998)
    return {"from": rate + step * (low - events), "to": rate + step * (high - events)}


def period(given):
    try:
        found = Period.parse(given["printed"])
    except ToolkitError as error:
        return {"refused": str(error).partition("\n")[0]}
    return {"read as": f"{found.start:%d/%m/%Y} to {found.end:%d/%m/%Y}"}


QUESTIONS = {
    "unmet need": unmet_need,
    "estimated need of areas together": need_together,
    "projected unmet need": projected_unmet_need,
    "change": change,
    "change of a share": change_of_share,
    "rate ratio": rate_ratio,
    "ratio in words": ratio_in_words,
    "people of a printed share": people_of_share,
    "share": share,
    "difference of shares": difference_of_shares,
    "people needed": people_needed,
    "path to a target": path_to_target,
    "synthetic estimate": synthetic_estimate,
    "recent trend": recent_trend,
    "wider limits of a rate": wider_limits,
    "period": period,
}
