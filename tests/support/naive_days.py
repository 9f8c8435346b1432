"""Which days an office works: rest weekdays, holidays, make-up days, the years that are known.

Read without the engine and without its reader of YAML: from a table of days (date,kind,name), or by
the few lines of a calendar file that matter here.
"""
import csv
import datetime
import re
from dataclasses import dataclass, field

ONE_DAY = datetime.timedelta(days=1)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass
class Days:
    rest_weekdays: set
    known_from: datetime.date
    known_to: datetime.date
    rest: dict = field(default_factory=dict)  # the day, and the holiday it belongs to
    work: set = field(default_factory=set)
    opens: int = 9 * 60  # minutes after midnight
    closes: int = 17 * 60 + 30

    def knows(self, day):
        return self.known_from <= day <= self.known_to

    def works(self, day):
        if day in self.work:
            return True
        return day not in self.rest and day.weekday() not in self.rest_weekdays

    def why_rest(self, day):
        return self.rest.get(day, "周末")


def days_of_table(path):
    """The table of holidays of mainland China; it knows the whole years that it names."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = [(datetime.date.fromisoformat(row["date"]), row["kind"], row["name"])
                for row in csv.DictReader(file)]
    years = [day.year for day, _, _ in rows]
    return Days(rest_weekdays={WEEKDAYS.index("Saturday"), WEEKDAYS.index("Sunday")},
                known_from=datetime.date(min(years), 1, 1),
                known_to=datetime.date(max(years), 12, 31),
                rest={day: name for day, kind, name in rows if kind == "off"},
                work={day for day, kind, _ in rows if kind == "work"})


def days_in(text):
    """Of "2015-01-01 to 2015-01-03", "2015-05-01" or a list of both."""
    for first, last in re.findall(r"(\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?", text):
        day = datetime.date.fromisoformat(first)
        end = datetime.date.fromisoformat(last or first)
        while day <= end:
            yield day
            day += ONE_DAY


def minutes(clock):
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def days_of_calendar_file(path):
    """The lines of a calendar file as they are written in config/calendars, one fact a line."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    weekdays = re.search(r"(?m)^rest_weekdays: \[(.*)\]", text)[1]
    known = list(days_in(re.search(r"(?m)^known: (.*)$", text)[1]))
    days = Days({WEEKDAYS.index(name.strip()) for name in weekdays.split(",")}, *known)
    hours = re.search(r"(?m)^office_hours: \{opens: ([\d:]+), closes: ([\d:]+)\}", text)
    if hours:
        days.opens, days.closes = minutes(hours[1]), minutes(hours[2])
    names = dict(re.findall(r"(?m)^  (\S+): \{zh-CN: ([^,]*), en: ", text))
    for holiday, what in re.findall(r"(?m)^ +- \{holiday: ([^,]+), (.*)\}", text):
        rest, _, work = what.partition("work:")
        days.rest.update((day, names[holiday]) for day in days_in(rest))
        days.work.update(days_in(work))
    return days
