"""Numbers that are no figures: dates, ages, telephone numbers, codes, intervals, references."""

from __future__ import annotations

import re

__all__ = ["BRACKETED", "OTHER", "PERIOD", "YEAR"]

YEAR = r"(?:19|20)\d{2}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TO = r"\s?(?:[-–—]|\bto\b)\s?"
_MONTH_YEAR = rf"{_MONTH}\s?(?:{YEAR}|\d{{2}})(?![\d,.]\d)\b"

PERIOD = (
    rf"\b(?:{_MONTH_YEAR}{_TO}{_MONTH_YEAR}"
    rf"|{_MONTH}{_TO}{_MONTH_YEAR}"
    rf"|(?:year (?:ending|to) )?{_MONTH_YEAR}"
    rf"|{YEAR}\s?[/–—-]\s?(?:{YEAR}|\d{{2}})\b(?!,?\d)"
    rf"|[0-3]\d/[0-3]\d\b(?!/)"
    rf"|(?:(?<=in )|(?<=between )|(?<=since )|(?<=until )|(?<=and )){YEAR}(?= deaths)"
    rf"|(?:q[1-4] )?{YEAR}(?![\d]|,\d|\.\d|\s?%| (?:people|adults|deaths|clients|children|individuals)\b))"
)

_UNITS_OF_TIME = r"(?:year|month|week|day|hour|minute|night|session|unit)s?"
_REFERENCE = (
    r"(?:tables?|figures?|charts?|pages?|pp?\.|sections?|chapters?|appendi(?:x|ces)|annex(?:es)?|para(?:graph)?s?\.?|items?|minutes?|rows?|room|ref\.?|recommendations?|slides?|lines?|tiers?|years?|steps?"
    r"|phases?|parts?|standards?|priorit(?:y|ies)|objectives?|action|goals?|note|footnote|purs|prep"
    r"|question|wave|version|band|decile|quintile|class|schedule|level|icd|covid|no\.)"
)

# An end of an interval: 5.7, −4.1%, 21% lower.
_END = r"[+−–-]?\d[\d.,]*(?<![.,])\s?%?(?: (?:lower|higher|fewer|more|points?))?"

# "(19.3 to 39.6)": an interval where it holds the figure before it, else a change.
BRACKETED = re.compile(
    rf"\((?P<low>[+−-]?[\d.,]*\d)%?{_TO}(?P<high>[+−-]?[\d.,]*\d)%?\)", re.IGNORECASE
)

OTHER: tuple[re.Pattern[str], ...] = (
    # Addresses of the web and of mail.
    re.compile(r"\bhttps?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.\S+", re.IGNORECASE),
    # Days: 31 March 2025, 21st of May, March 31st 2025, 31/03/2025, 2025-03-31.
    re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)?\s(?:{_MONTH})\b(?:,?\s{YEAR})?"
        rf"|\b(?:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)(?:,?\s{YEAR})?"
        rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:{YEAR}|\d{{2}})\b|\b{YEAR}-\d{{2}}-\d{{2}}\b",
        re.IGNORECASE,
    ),
    # Telephones: numbers that begin with 0 or +44 and run on for ten or eleven digits; 999, 111.
    re.compile(
        r"(?<![\d.,])(?:\+44|0)[\s()]?(?:\d[\s()-]?){8,10}\d\b|\b(?:call|dial|ring|NHS) (?:999|111|101)\b"
    ),
    # Postcodes, and codes of areas, editions and forms.
    re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{1,4}\d{4,}\b|(?<![\d,.])\b(?!Q[1-4]\b)[A-Z]\d{1,2}(?:\.\d)?\b(?!,)(?![lIO])(?<!I\d)(?<!I\d\d)"
    ),
    # Numbers of chapters, goals and versions: 3.5.1.
    re.compile(r"(?<![\d.,])\d+(?:\.\d+){2,}(?![\d.]*\d)"),
    # Ages.
    re.compile(
        rf"\b(?:aged?|ages) (?:between )?\d{{1,2}}(?:\s?(?:[-–]|to|and)\s?\d{{1,2}}|\+)?(?: (?:and|or) (?:over|above|under|older|younger))?(?: years?)?"
        rf"|\b\d{{1,2}}{_TO}\d{{1,2}}[\s-]years?[\s-]olds?|\b\d{{1,2}}[\s-]years?[\s-](?:olds?|of age)"
        rf"|\b(?:under|over)[\s-]\d{{1,2}}['’]?s\b|\b(?:under|over) \d{{2}} years\b|\b\d{{1,2}}\+|\b\d{{1,2}} ?(?:and|or) (?:over|under|older)\b"
        rf"|\b\d{{1,2}}[-–]\d{{1,2}}(?= (?:age|year))",
        re.IGNORECASE,
    ),
    # Intervals and tests, whose ends are checked by nobody here.
    re.compile(
        rf"\(?\b9\d(?:\.\d)?\s?(?:%|per cent) (?:CIs?|(?:confidence |credible |uncertainty )?(?:intervals?|limits?)|UI)"
        rf"(?:[:,]? ?(?:of |from |is |was )?{_END}(?:\s?(?:{_TO}|and|,)\s?){_END})?"
        rf"|\b(?:confidence|credible|uncertainty) (?:intervals?|limits?)[:,]? (?:of |from |is |was )?{_END}(?:{_TO}|and|,)\s?{_END}"
        rf"|\(between [\d.,]+%?{_TO}[\d.,]*\d%?\)|\([\d.,]+%?\s?[-–—]\s?[\d.,]*\d%?\)|\bp\s?[<>=]\s?0?\.\d+|\bCI[:,]? [\d.,]+%?{_TO}[\d.,]*\d%?"
        rf"|\bbetween [\d.,]+(?:%| per cent)? and [\d.,]*\d(?:%| per cent)(?! points)",
        re.IGNORECASE,
    ),
    # Marks of footnotes.
    re.compile(
        r"\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[a-z]{4})\d{1,2}(?=[\s.,;]|$)|(?<=[a-z][.,])\d{1,2}(?=\s|$)"
    ),
    # References, and lengths of time.
    re.compile(
        rf"\b{_REFERENCE}[\s-]#?(?!{YEAR})\d+(?:\.\d+)*(?:(?:{_TO}|/| and |, )\d+(?:\.\d+)*)*(?![\d,%]|\.\d| of\b)"
        rf"|#\d+|\b(?:COVID|AUDIT)[-–]\w+|\b24/7\b|\b\d{{1,2}}[:.]\d{{2}}\s?(?:am|pm)\b|\b\d{{1,2}}:\d{{2}}\b|\b\d{{1,2}}\s?(?:am|pm)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b\d+(?:\.\d+)?[\s-](?:(?:calendar|rolling|consecutive|alcohol|full|more) )?{_UNITS_OF_TIME}\b"
        rf"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)[\s-](?:(?:calendar|consecutive) )?{_UNITS_OF_TIME}\b",
        re.IGNORECASE,
    ),
    # Ranges of counts say no one value; ordinals say none. Years are left to periods.
    re.compile(
        r"(?<![\w.,/-])(?!(?:19|20)\d\d)\d{1,3}\s?[-–]\s?\d{1,3}(?![\d/,%]|[-–]\d)\b|\b\d+(?:st|nd|rd|th)\b",
        re.IGNORECASE,
    ),
)
