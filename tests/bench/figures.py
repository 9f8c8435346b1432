#!/usr/bin/env python3
"""Prints the figures of the benchmarks that have a reference, each beside it.

Reads Google Benchmark's JSON reports. A counter `x_at_most` or `x_at_least` is the reference of the
figure `x` in the same row; `real_time` and `cpu_time` are in the row's own unit.
"""

import json
import sys

LIMITS = {"_at_most": ("<=", lambda figure, limit: figure <= limit),
          "_at_least": (">=", lambda figure, limit: figure >= limit)}


def figures(row):
    for key, limit in row.items():
        for suffix, (sign, holds) in LIMITS.items():
            if key.endswith(suffix):
                name = key.removesuffix(suffix)
                yield name, row[name], sign, limit, holds(row[name], limit)


def shown(name, row):
    return f"{row['name'].split('/')[0]}: {name}" + (
        f" ({row['time_unit']})" if name in ("real_time", "cpu_time") else "")


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.3f}"


def main(paths):
    print(f"{'figure':<62} {'measured':>12}    {'reference':>12}")
    for path in paths:
        with open(path, encoding="utf-8") as report:
            rows = json.load(report)["benchmarks"]
        for row in rows:
            for name, figure, sign, limit, holds in figures(row):
                print(f"{shown(name, row):<62} {number(figure):>12} {sign} {number(limit):>12}"
                      f"  {'' if holds else 'NOT REACHED'}".rstrip())


main(sys.argv[1:])
