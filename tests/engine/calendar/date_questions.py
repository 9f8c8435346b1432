"""Questions for a date, drawn at random where dates go wrong, and made smaller again."""
import calendar
import datetime
import re
from dataclasses import asdict, dataclass, replace

from naive_calendar import MONTHS
from naive_days import ONE_DAY

FIRST, LAST = datetime.date(2015, 1, 1), datetime.date(2026, 12, 31)
RULES = ["stay", "next_working_day", "previous_working_day"]
# What the engine must know; any other form below is left out where it refuses it.
required_forms = ["months", "weeks", "days", "working days", "hours", "working hours", "fixed date",
                  "date of next year", "last day", "last working day", "the later or earlier of two"]


@dataclass(frozen=True)
class Question:
    term: str
    start: str
    on_rest_day: str
    calendar: str

    def asked(self):
        return {"from" if key == "start" else key: value for key, value in asdict(self).items()}


def counted(unit, usual, longest):
    """Mostly short, as terms are; now and then as long as they may be."""
    def draw(random):
        count = random.randint(1, longest if random.random() < 0.005 else random.choice(usual))
        return f"{count} {unit}" + ("" if count == 1 else "s")
    return draw


def date_of_year(random):
    month = random.randint(1, 12)
    days = calendar.monthrange(2023, month)[1]
    return f"{random.choice([1, days, random.randint(1, days)])} {MONTHS[month - 1]}"


def period_end(word):
    periods = ["the month", "the quarter", "the year", "Q1", "Q2", "Q3", "Q4", *MONTHS]
    return lambda random: f"last {word} of {random.choice(periods)}"


SIMPLE_FORMS = {
    "months": counted("month", [3, 6, 24], 120),
    "days": counted("day", [7, 31, 100, 400], 3660),
    "working days": counted("working day", [5, 15, 30, 60, 250], 2600),
    "weeks": counted("week", [4, 13, 60], 520),
    "fixed date": date_of_year,
    "date of next year": lambda random: date_of_year(random) + " next year",
    "last day": period_end("day"),
    "last working day": period_end("working day"),
}
FORMS_IN_HOURS = {
    "hours": counted("hour", [24, 48, 240, 2000], 87600),
    "working hours": counted("working hour", [9, 18, 40, 200], 2000),
}
CHOICE = "the later or earlier of two"


def choice_of(forms):
    def draw(random):
        first, second = (random.choice(forms)(random) for _ in range(2))
        return f"{first} or {second}, whichever is {random.choice(['later', 'earlier'])}"
    return draw


def forms_known(knows):
    """The forms by name, and those that `knows`, asked for one term of each, does not know."""
    asked = {**SIMPLE_FORMS, **FORMS_IN_HOURS}
    known = {name: draw for name, draw in asked.items() if knows(name, draw)}
    choice = choice_of([draw for name, draw in known.items() if name in SIMPLE_FORMS])
    if knows(CHOICE, choice):
        known[CHOICE] = choice
    return known, [name for name in [*asked, CHOICE] if name not in known]


def edges(days):
    """Where counting changes: ends of months and years, leap days, both sides of each change
    between rest and work that no weekend explains, and of what the calendar knows."""
    turns = [days.known_from, days.known_to, *days.work]
    turns += [day for day in days.rest
              if day - ONE_DAY not in days.rest or day + ONE_DAY not in days.rest]
    day = FIRST
    while day <= LAST:
        if (day + ONE_DAY).day == 1:
            turns += [day] * (3 if day.month in (2, 12) else 1)
        day += ONE_DAY
    near = [turn + step * ONE_DAY for turn in turns for step in (-2, -1, 0, 1)]
    return [day.isoformat() for day in near if FIRST <= day <= LAST]


def questions(random, forms, calendars):
    """Without end: every form, rule and calendar alike, more than half of the starts at an edge."""
    forms = list(forms.values())
    near = {name: edges(days) for name, days in calendars.items()}
    names = list(calendars)
    while True:
        name = random.choice(names)
        if random.random() < 0.6:
            start = random.choice(near[name])
        else:
            start = (FIRST + random.randrange((LAST - FIRST).days + 1) * ONE_DAY).isoformat()
        yield Question(random.choice(forms)(random), start, random.choice(RULES), name)


def size(question):
    numbers = [int(number) for number in re.findall(r"\d+", question.term)]
    return (len(question.term.split()), sum(numbers), RULES.index(question.on_rest_day),
            question.start)


def smaller_terms(term):
    yield from re.sub(r", whichever.*", "", term).split(" or ")
    yield term.replace(" next year", "")
    yield term.replace("last working day", "last day")
    for found in re.finditer(r"\b\d+", term):
        for number in (1, int(found[0]) // 2, int(found[0]) - 1):
            yield f"{term[:found.start()]}{max(number, 1)}{term[found.end():]}"


def earlier_starts(start):
    day = datetime.date.fromisoformat(start)
    for earlier in (day.replace(month=1, day=1), day.replace(day=1), day - 7 * ONE_DAY, day - ONE_DAY):
        if earlier >= FIRST:
            yield earlier.isoformat()


def smaller(question):
    """Questions like this one with less in them, the boldest first."""
    candidates = [replace(question, term=term) for term in smaller_terms(question.term)]
    candidates += [replace(question, on_rest_day=rule) for rule in RULES]
    candidates += [replace(question, start=start) for start in earlier_starts(question.start)]
    return [one for one in candidates if size(one) < size(question)]
