"""Words of the calendar, names that only look like it, and the verbs that tell past from future."""

from typing import Final

from functions.extract.engine.lexicons import listed

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Monday is 0, as ISO 8601 has it."""
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS: Final = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sept": 9, "Sep": 9,
    "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip
"""Only with a day or a year: Jan alone is a person."""
GIVEN_NAMES: Final = listed("april may june august")
"""Months that are people's names as well."""
SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""Codes of EDTF, which leave open on which half of the earth it is."""

NAMED_WEEKDAYS: Final = listed(
    """Ash Black Bloody Cyber Easter Fat Giving Good Holy Maundy Palm Ruby Sheffield Shrove Spy
    Super Whit"""
)
"""Words before a weekday that make a name of both."""
WEEKDAY_TITLES: Final = listed(
    """Agreement Briefing Business Club Express Football Group Herald Independent Live Mail Mass
    Mirror Movement Night Post Review School Service Sport Star Sun Telegraph Times Tribune World"""
)
"""Words after a bare weekday that make a name of both."""
PAPERS_ON_SUNDAY: Final = listed("Mail Independent Scotland Wales Sunday-Mail")
"""Words before "on Sunday" that make a name of all three."""
HABITUAL: Final = listed("a an another any each every most one some alternate")
"""Words before a weekday that make it one of many."""
SMALL_WORDS: Final = listed(
    """a after all an and are as at because before being but by can could did do does for from had
    has have he her his i if in is it its may might more must nobody not of on or our said says
    shall she should since so than that the their there these they this those though to under until
    was we were what when where whether which while who will with without would you"""
)
"""Words that may follow a feast or a year without being what it describes."""

UNITS: Final = {
    "day": "day", "week": "week", "fortnight": "fortnight", "month": "month", "year": "year",
    "decade": "decade", "century": "century", "centurie": "century", "weekend": "weekend",
    "quarter": "quarter",
}  # fmt: skip
"""Units by their word without its plural s."""
ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}

FUTURE_WORDS: Final = listed(
    """will won't shall shan't gonna due scheduled expected upcoming tomorrow must should can can't
    cannot expects expect intends intend wants want"""
)
BACKSHIFTED_WORDS: Final = listed("would wouldn't could couldn't might")
"""The future as seen from the day of the utterance, in reported speech."""
PRESENT_WORDS: Final = listed("is isn't are aren't am")
TIMETABLE_WORDS: Final = listed(
    """arrive arrives begin begins close closes come comes convene convenes end ends expire expires
    face faces fall falls go goes hold holds host hosts kick launch launches leave leaves meet
    meets open opens play plays reopen reopens resume resumes return returns run runs start starts
    take takes visit visits vote votes"""
)
"""Verbs whose present tense speaks of what is arranged: the talks open on Monday."""
PAST_WORDS: Final = listed(
    """was wasn't were weren't had hadn't has hasn't have haven't did didn't been became began blew
    bore bought broke brought built burst came caught chose cost cut dealt done drew drove fed fell
    felt fired fled flew forbade fought found froze gave given gone got grew heard held hit hurt
    kept killed knew known laid lay led left lent lit lost made meant met overran overtook paid put
    ran rang read reopened rode rose said sank sat saw seen sent shook shot shown shut slept sold
    spent split spoke spread stole stood struck swept swore taken taught thought threw told took
    tore understood went withdrew woke won wore wrote written"""
)
