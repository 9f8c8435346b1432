#!/usr/bin/env python3
"""When a term ends, by articles 200 to 204 of the Civil Code and the design's section on time.

The slow way, on purpose: one day after the other, with no table and no line in common with the
engine, so that the engine can be held against it.

    naive_calendar.py "3 months" 2025-07-01 next_working_day
    naive_calendar.py --self-test [holidays-cn.csv]
"""
import datetime
import os
import re
import sys
from dataclasses import dataclass

from known_dates import known_dates
from naive_days import ONE_DAY, days_of_calendar_file, days_of_table

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]
MONTH = "|".join(MONTHS)


@dataclass
class Answer:
    raw: str
    due: str
    provisional: bool
    skipped: list  # (day, why), in order


class Walk:
    """The days that one question made somebody judge."""

    def __init__(self, days):
        self.days = days
        self.rested = set()
        self.unknown = False

    def works(self, day):
        self.unknown = self.unknown or not self.days.knows(day)
        if self.days.works(day):
            return True
        self.rested.add(day)
        return False


# Each form of a term: (walk, start, what the pattern caught) -> the raw end.

def after_days(walk, start, count):
    day = start
    for _ in range(int(count)):
        day += ONE_DAY
    return day


def after_weeks(walk, start, count):
    return after_days(walk, start, 7 * int(count))


def after_months(walk, start, count):
    year, month, day = start.year, start.month, start.day
    for _ in range(int(count)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    while True:
        try:
            return datetime.date(year, month, day)
        except ValueError:  # the month has no such day: its last one
            day -= 1


def after_working_days(walk, start, count):
    day, left = start, int(count)
    while left > 0:
        day += ONE_DAY
        left -= walk.works(day)
    return day


def after_hours(walk, start, count):
    midnight = datetime.datetime.combine(start, datetime.time())
    return (midnight + datetime.timedelta(hours=int(count))).date()


def after_working_hours(walk, start, count):
    """From the opening of the first working day, the start itself if it is one."""
    left = int(count) * 60
    day = start
    while True:
        if walk.works(day):
            left -= walk.days.closes - walk.days.opens
            if left <= 0:
                return day
        day += ONE_DAY


def fixed_date(walk, start, number, month, next_year):
    day = datetime.date(start.year + 1, 1, 1) if next_year else start + ONE_DAY
    while (day.day, day.month) != (int(number), MONTHS.index(month) + 1):
        day += ONE_DAY
    return day


def part_of_year(period, day):
    """Two days share it where they lie in the same month, quarter or year of that name."""
    quarter = (day.month - 1) // 3 + 1
    if period in MONTHS:
        return (day.year, day.month) if day.month == MONTHS.index(period) + 1 else None
    if period.startswith("Q"):
        return (day.year, quarter) if quarter == int(period[1]) else None
    return {"the month": (day.year, day.month), "the quarter": (day.year, quarter),
            "the year": day.year}[period]


def last_day_of(walk, start, working, period):
    """Days up to the start are never looked at: the end lies after it."""
    end = start
    while True:
        end += ONE_DAY
        part = part_of_year(period, end)
        if part is None or part_of_year(period, end + ONE_DAY) == part:
            continue
        day = end
        while day > start and part_of_year(period, day) == part:
            if not working or walk.works(day):
                return day
            day -= ONE_DAY


PERIOD = f"the month|the quarter|the year|Q[1-4]|{MONTH}"
FORMS = [(re.compile(pattern), count) for pattern, count in [
    (r"(\d+) days?", after_days),
    (r"(\d+) weeks?", after_weeks),
    (r"(\d+) months?", after_months),
    (r"(\d+) working days?", after_working_days),
    (r"(\d+) hours?", after_hours),
    (r"(\d+) working hours?", after_working_hours),
    (rf"(\d+) ({MONTH})( next year)?", fixed_date),
    (rf"last (working )?day of ({PERIOD})", last_day_of),
]]
CHOICE = re.compile(r"(.+) or (.+), whichever is (later|earlier)")


def count_one(walk, term, start):
    for pattern, count in FORMS:
        found = pattern.fullmatch(term)
        if found:
            return count(walk, start, *found.groups())
    raise ValueError(f"{term!r} is not a term")


def count(walk, term, start):
    found = CHOICE.fullmatch(term)
    if not found:
        return count_one(walk, term, start)
    # Both must be known to choose; the days passed are those of the one that was chosen.
    walks = [Walk(walk.days), Walk(walk.days)]
    ends = [count_one(one, text, start) for one, text in zip(walks, found.groups())]
    raw = max(ends) if found[3] == "later" else min(ends)
    walk.unknown = any(one.unknown for one in walks)
    walk.rested = walks[ends.index(raw)].rested
    return raw


def roll(walk, raw, on_rest_day):
    day = raw
    if on_rest_day != "stay":
        while not walk.works(day):
            day += ONE_DAY if on_rest_day == "next_working_day" else -ONE_DAY
    return day


def answer(term, start, on_rest_day, days):
    walk = Walk(days)
    raw = count(walk, term, start)
    due = roll(walk, raw, on_rest_day)
    skipped = [(day.isoformat(), days.why_rest(day)) for day in sorted(walk.rested)]
    return Answer(raw.isoformat(), due.isoformat(), walk.unknown, skipped)


def chinese_days(table=""):
    if table and os.path.exists(table):
        return days_of_table(table)
    return days_of_calendar_file("config/calendars/cn.yaml")


def check_known_dates(days):
    rows = list(known_dates())
    wrong = 0
    for term, start, rule, *expected in rows:
        got = answer(term, datetime.date.fromisoformat(start), rule, days)
        if [got.raw, got.due, got.provisional] != expected:
            wrong += 1
            print(f"{term} from {start}, {rule}: expected {expected}, got {got}")
    print(f"the naive calendar: {len(rows) - wrong} of {len(rows)} known dates")
    return 1 if wrong else 0


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        return check_known_dates(chinese_days(*arguments[1:2]))
    term, start, rule = [*arguments, "stay"][:3]
    print(answer(term, datetime.date.fromisoformat(start), rule, chinese_days()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
