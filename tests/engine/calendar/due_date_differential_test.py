#!/usr/bin/env python3
"""The engine's dates against the naive calendar's: the same questions, drawn at random.

    due_date_differential_test.py PROGRAM [--seed N] [--count N] [--holidays TABLE]

Asks one `duban due --json` line by line. The first difference is printed with both answers and the
smallest question found that shows one; --seed with --count draws the same questions again.
"""
import argparse
import datetime
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path[:0] = ["tests/support"]

from date_questions import forms_known, questions, required_forms, smaller
from naive_calendar import Answer, answer, chinese_days
from naive_days import days_of_calendar_file

SHIPPED = ["config/calendars/cn.yaml", "config/calendars/uk.yaml"]
OTHER = "tests/engine/calendar/friday.yaml"


class Engine:
    """One process, asked by lines; many questions are written by a thread of their own."""

    def __init__(self, program, settings):
        self.process = subprocess.Popen([program, "--config", settings, "due", "--json"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        encoding="utf-8")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def tell(self, asked):
        try:
            for question in asked:
                self.process.stdin.write(json.dumps(question.asked()) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # its end is seen where the answers are read

    def answer_next(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"the engine ended, exit code {self.process.wait()}")
        return read_answer(json.loads(line))

    def answers(self, asked):
        writer = threading.Thread(target=self.tell, args=(asked,), daemon=True)
        writer.start()
        for question in asked:
            yield question, self.answer_next()
        writer.join()

    def answer(self, question):
        self.tell([question])
        return self.answer_next()


def read_answer(told):
    """The naive calendar's kind of answer, or the refusal as a text."""
    if "problem" in told:
        return told["problem"]["message"]
    skipped = [(one["date"], one["why"]) for one in told["skipped"]]
    return Answer(told["raw"], told["due"], told["provisional"], skipped)


def naive_answer(question, calendars):
    start = datetime.date.fromisoformat(question.start)
    return answer(question.term, start, question.on_rest_day, calendars[question.calendar])


def known_forms(engine, calendars):
    def knows(name, draw):
        question = next(questions(random.Random(1), {name: draw}, calendars))
        told = engine.answer(question)
        if isinstance(told, Answer) or name in required_forms:
            return True
        print(f'not yet: {name} ("{question.term}": {told})')
        return False
    return forms_known(knows)


def smallest(question, engine, calendars):
    """Goes on to any smaller question that still makes them differ; a refusal is no difference of
    dates, so that it is followed only from a refusal."""
    refused = isinstance(engine.answer(question), str)
    for one in smaller(question):
        told = engine.answer(one)
        if isinstance(told, str) == refused and told != naive_answer(one, calendars):
            return smallest(one, engine, calendars)
    return question


def first_difference(engine, asked, calendars):
    for number, (question, told) in enumerate(engine.answers(asked), 1):
        if told != naive_answer(question, calendars):
            return number, question
    return None


def show(title, question, engine, calendars):
    print(f"{title}: {json.dumps(question.asked())}")
    print(f"  engine: {engine.answer(question)}")
    print(f"  naive:  {naive_answer(question, calendars)}")


def compare(arguments, settings, calendars):
    """0 where all agree. A new process after a difference: the old one still has questions."""
    began = time.monotonic()
    with Engine(arguments.program, settings) as engine:
        forms, left_out = known_forms(engine, calendars)
        drawn = questions(random.Random(arguments.seed), forms, calendars)
        asked = list(itertools.islice(drawn, arguments.count))
        difference = first_difference(engine, asked, calendars)
    if difference:
        number, question = difference
        with Engine(arguments.program, settings) as engine:
            show("they differ", question, engine, calendars)
            show("the smallest found", smallest(question, engine, calendars), engine, calendars)
        print(f"date {number:,} of {arguments.count:,} differs (seed {arguments.seed})")
        return 1
    print(f"all {arguments.count:,} dates agree (seed {arguments.seed}, "
          f"{time.monotonic() - began:.0f} s; not yet: {', '.join(left_out) or 'none'})")
    return 0


def write_settings(folder):
    """The shipped settings, with the calendars of this test beside them."""
    shutil.copy("config/duban.yaml", folder)
    os.mkdir(f"{folder}/calendars")
    for path in [*SHIPPED, OTHER]:
        shutil.copy(path, f"{folder}/calendars")
    return f"{folder}/duban.yaml"


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=20150101)
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--holidays", default="", help="the table of mainland China's holidays")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    calendars = {"cn": chinese_days(arguments.holidays), "uk": days_of_calendar_file(SHIPPED[1]),
                 "friday": days_of_calendar_file(OTHER)}
    with tempfile.TemporaryDirectory() as folder:
        return compare(arguments, write_settings(folder), calendars)


if __name__ == "__main__":
    sys.exit(main())
