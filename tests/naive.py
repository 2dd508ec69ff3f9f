"""Every statistic once more, as loops that anyone can read.

A second implementation, slow and plain: one number at a time, no arrays, no
vectors. Where it and `toolkit.methods` agree, neither is likely to be wrong.
"""

import itertools
import math

from scipy import stats


def deviate(confidence):
    return stats.norm.ppf(0.5 + confidence / 2)


def wilson(count, denominator, confidence=0.95):
    z = deviate(confidence)
    p = count / denominator
    middle = p + z * z / (2 * denominator)
    half = z * math.sqrt(p * (1 - p) / denominator + z * z / (4 * denominator * denominator))
    size = 1 + z * z / denominator
    return (middle - half) / size, (middle + half) / size


def clopper_pearson(count, denominator, confidence=0.95):
    tail = (1 - confidence) / 2
    lower, upper = 0.0, 1.0
    if count > 0:
        lower = stats.beta.ppf(tail, count, denominator - count + 1)
    if count < denominator:
        upper = stats.beta.ppf(1 - tail, count + 1, denominator - count)
    return lower, upper


def byar(count, confidence=0.95):
    z = deviate(confidence)
    lower = 0.0
    if count > 0:
        lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    after = count + 1
    upper = after * (1 - 1 / (9 * after) + z / (3 * math.sqrt(after))) ** 3
    return max(lower, 0.0), upper


def exact_poisson(count, confidence=0.95):
    tail = (1 - confidence) / 2
    lower = 0.0
    if count > 0:
        lower = stats.chi2.ppf(tail, 2 * count) / 2
    return lower, stats.chi2.ppf(1 - tail, 2 * count + 2) / 2


def poisson(count, confidence=0.95):
    if count < 10:
        return exact_poisson(count, confidence)
    return byar(count, confidence)


def proportion(counts, denominators, confidence=0.95):
    count, denominator = sum(counts), sum(denominators)
    lower, upper = wilson(count, denominator, confidence)
    return count / denominator, lower, upper


def crude_rate(counts, populations, scale, confidence=0.95):
    count, population = sum(counts), sum(populations)
    lower, upper = poisson(count, confidence)
    return tuple(number / population * scale for number in (count, lower, upper))


def directly_standardised_rate(
    counts, populations, standards, scale, confidence=0.95, squared_events=None
):
    squared_events = squared_events or counts
    events, weights, weighted, variance = 0.0, 0.0, 0.0, 0.0
    for count, population, standard, squares in zip(
        counts, populations, standards, squared_events, strict=True
    ):
        events += count
        weights += standard
        weighted += standard * count / population
        variance += standard**2 * squares / population**2
    if events < 10:
        return math.nan, math.nan, math.nan
    value, variance = weighted / weights, variance / weights**2
    low, high = byar(events, confidence)
    stretch = math.sqrt(variance / events)
    lower = value + stretch * (low - events)
    upper = value + stretch * (high - events)
    return value * scale, lower * scale, upper * scale


def indirectly_standardised_ratio(
    counts, populations, reference_counts, reference_populations, confidence=0.95
):
    observed, expected = 0.0, 0.0
    for count, population, reference_count, reference_population in zip(
        counts, populations, reference_counts, reference_populations, strict=True
    ):
        observed += count
        expected += population * reference_count / reference_population
    lower, upper = poisson(observed, confidence)
    return observed / expected, lower / expected, upper / expected


def mean(values, confidence=0.95):
    n = len(values)
    middle = sum(values) / n
    variance = sum((value - middle) ** 2 for value in values) / (n - 1)
    half = stats.t.ppf(0.5 + confidence / 2, n - 1) * math.sqrt(variance / n)
    return middle, middle - half, middle + half


def ratio_limits(count, reference, confidence=0.95):
    if min(count, reference) < 10:
        low, high = clopper_pearson(count, count + reference, confidence)
        return low / (1 - low), math.inf if high == 1 else high / (1 - high)
    half = deviate(confidence) * math.sqrt(1 / count + 1 / reference)
    ratio = count / reference
    return ratio * math.exp(-half), ratio * math.exp(half)


def percentage_change(before, after, confidence=0.95):
    lower, upper = ratio_limits(after, before, confidence)
    return tuple(100 * (ratio - 1) for ratio in (after / before, lower, upper))


def percentage_change_of_rounded(before, after, base, confidence=0.95):
    """Try every pair of whole counts that could have been rounded to these."""
    half = base // 2
    befores = [n for n in range(before - half, before + half + 1) if n >= 0]
    afters = [n for n in range(after - half, after + half + 1) if n >= 0]
    exact = min(befores[0], afters[0]) < 10
    lowers, uppers = [], []
    for a in befores:
        for b in afters:
            if exact:
                low, high = clopper_pearson(b, a + b, confidence)
                lowers.append(low / (1 - low) if low < 1 else math.inf)
                uppers.append(high / (1 - high) if high < 1 else math.inf)
            else:
                low, high = ratio_limits(b, a, confidence)
                lowers.append(low)
                uppers.append(high)
    return 100 * (after / before - 1), 100 * (min(lowers) - 1), 100 * (max(uppers) - 1)


def difference_of_proportions(x, n, y, m, confidence=0.95):
    p, q = x / n, y / m
    p_low, p_high = wilson(x, n, confidence)
    q_low, q_high = wilson(y, m, confidence)
    lower = p - q - math.sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    upper = p - q + math.sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return p - q, lower, upper


def combine_prevalence(values, lowers, uppers):
    value, below, above = 0.0, 0.0, 0.0
    for p, low, high in zip(values, lowers, uppers, strict=True):
        value += p
        below += (p - low) ** 2
        above += (high - p) ** 2
    return value, value - math.sqrt(below), value + math.sqrt(above)


def quantiles(values, number, highest_first):
    found = []
    for value in values:
        if highest_first:
            before = sum(other > value for other in values)
        else:
            before = sum(other < value for other in values)
        from_the_end = len(values) - before
        found.append(number + 1 - math.ceil(from_the_end * number / len(values) - 1e-9))
    return found


def recent_trend(values, lowers, uppers):
    """The general statistic on exactly five points, and its five leave-one-out slopes."""
    slopes = []
    for left_out in (0, 1, 2, 3, 4, 5):
        s1 = s2 = s3 = s4 = s5 = 0.0
        for t in (1, 2, 3, 4, 5):
            if t == left_out:
                continue
            y, low, high = values[t - 1], lowers[t - 1], uppers[t - 1]
            weight = 1 / ((high - low) / 3.92) ** 2
            s1 += weight
            s2 += weight * t * y
            s3 += weight * t
            s4 += weight * y
            s5 += weight * t * t
        slopes.append((s1 * s2 - s3 * s4) / (s1 * s5 - s3**2))
        if left_out == 0:
            error = math.sqrt(s1 / (s1 * s5 - s3**2))
            chi_squared = (slopes[0] / error) ** 2
    steady = all(slope < 0 for slope in slopes) or all(slope >= 0 for slope in slopes)
    if not steady or chi_squared <= 9.54953570608324:
        return 0, chi_squared
    return (1 if slopes[0] > 0 else -1), chi_squared


def xmr(values, screen=True):
    middle = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in itertools.pairwise(values)]
    average = sum(ranges) / len(ranges)
    if screen:
        ranges = [size for size in ranges if size < 3.267 * average]
        average = sum(ranges) / len(ranges) if ranges else math.nan
    return middle, middle - 2.66 * average, middle + 2.66 * average


def xmr_causes(values, screen=True):
    """0 none, 1 outside, 2 trend, 3 two in three, 4 shift; the lowest that applies."""
    middle, lower, upper = xmr(values, screen)
    n = len(values)
    third = (upper - middle) * 2 / 3
    outside = [value > upper or value < lower for value in values]
    near = [not out and abs(v - middle) > third for v, out in zip(values, outside, strict=True)]
    side = []
    for value in values:
        on_the_mean = abs(value - middle) <= 1e-12 * abs(middle)
        side.append(0 if on_the_mean else 1 if value > middle else -1)
    causes = [0] * n
    for start in range(n - 6):
        if abs(sum(side[start : start + 7])) == 7:
            causes[start : start + 7] = [4] * 7
    for start in range(n - 2):
        three = range(start, start + 3)
        if sum(near[i] for i in three) >= 2 and abs(sum(side[i] for i in three)) == 3:
            for i in three:
                if near[i]:
                    causes[i] = 3
    for start in range(n - 6):
        seven = values[start : start + 7]
        steps = [b - a for a, b in itertools.pairwise(seven)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            causes[start : start + 7] = [2] * 7
    return [1 if out else cause for out, cause in zip(outside, causes, strict=True)]


def life_expectancy(deaths, populations, ages, confidence=0.95):
    """Expectancy at birth, the survivors followed band by band."""
    bands = len(ages)
    alive, dying, lived_in = [1.0], [], []
    for i in range(bands - 1):
        years = ages[i + 1] - ages[i]
        share = 0.1 if ages[i] == 0 else 0.5
        rate = deaths[i] / populations[i]
        q = min(years * rate / (1 + years * (1 - share) * rate), 1.0)
        dying.append(q)
        alive.append(alive[-1] * (1 - q))
        lived_in.append(years * (alive[-1] + share * (alive[-2] - alive[-1])))
    last_rate = deaths[-1] / populations[-1]
    lived_in.append(alive[-1] / last_rate)
    variance = alive[-1] ** 2 / (deaths[-1] * last_rate**2)
    for i in range(bands - 1):
        if deaths[i] > 0:
            years = ages[i + 1] - ages[i]
            share = 0.1 if ages[i] == 0 else 0.5
            ahead = sum(lived_in[i + 1 :]) / alive[i + 1]
            of_q = dying[i] ** 2 * (1 - dying[i]) / deaths[i]
            variance += of_q * (alive[i] * ((1 - share) * years + ahead)) ** 2
    value = sum(lived_in)
    half = deviate(confidence) * math.sqrt(variance)
    return value, value - half, value + half


def slope_index(values, populations):
    """Weighted least squares by its normal equations, no link."""
    people, before = sum(populations), 0.0
    sw = sx = sy = sxx = sxy = 0.0
    for value, population in zip(values, populations, strict=True):
        share = population / people
        rank = before + share / 2
        before += share
        sw += share
        sx += share * rank
        sy += share * value
        sxx += share * rank * rank
        sxy += share * rank * value
    slope = (sw * sxy - sx * sy) / (sw * sxx - sx * sx)
    start = (sy - slope * sx) / sw
    return slope, (start + slope) / start


def overdispersion(scores, weights, winsorised=0.1):
    areas = len(scores)
    ordered = sorted(scores)
    cut = int(areas * winsorised)
    low, high = ordered[cut], ordered[areas - 1 - cut]
    total = 0.0
    for score in scores:
        total += min(max(score, low), high) ** 2
    room = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return total / areas, max(0.0, (total - (areas - 1)) / room)
