"""Dates that were worked out by hand, or stand in the research of the domain, for mainland China.

Term, start, rule, raw end, due date, and whether it is provisional.
"""

KNOWN = """
3 months           | 2015-11-30 | next_working_day     | 2016-02-29 | 2016-02-29 |
3 months           | 2024-11-30 | next_working_day     | 2025-02-28 | 2025-02-28 |
3 months           | 2015-06-03 | next_working_day     | 2015-09-03 | 2015-09-06 |
3 months           | 2025-07-01 | next_working_day     | 2025-10-01 | 2025-10-09 |
6 months           | 2025-07-01 | next_working_day     | 2026-01-01 | 2026-01-04 |
3 months           | 2024-07-01 | next_working_day     | 2024-10-01 | 2024-10-08 |
6 months           | 2024-07-01 | next_working_day     | 2025-01-01 | 2025-01-02 |
3 months           | 2026-06-20 | next_working_day     | 2026-09-20 | 2026-09-20 |
5 working days     | 2026-02-13 | stay                 | 2026-02-27 | 2026-02-27 |
10 working days    | 2025-09-26 | stay                 | 2025-10-16 | 2025-10-16 |
3 working days     | 2023-09-28 | stay                 | 2023-10-09 | 2023-10-09 |
6 months           | 2026-07-01 | next_working_day     | 2027-01-01 | 2027-01-01 | provisional
6 months           | 2026-07-01 | stay                 | 2027-01-01 | 2027-01-01 |
6 months           | 2024-11-30 | stay                 | 2025-05-30 | 2025-05-30 |
3 months           | 2025-07-01 | previous_working_day | 2025-10-01 | 2025-09-30 |
2 weeks            | 2025-09-20 | next_working_day     | 2025-10-04 | 2025-10-09 |
24 hours           | 2025-03-03 | stay                 | 2025-03-04 | 2025-03-04 |
23 hours           | 2025-03-03 | stay                 | 2025-03-03 | 2025-03-03 |
17 working hours   | 2025-03-03 | stay                 | 2025-03-04 | 2025-03-04 |
18 working hours   | 2025-02-28 | stay                 | 2025-03-04 | 2025-03-04 |
1 working hour     | 2025-10-01 | stay                 | 2025-10-09 | 2025-10-09 |
30 June            | 2025-06-30 | stay                 | 2026-06-30 | 2026-06-30 |
30 June next year  | 2025-01-01 | stay                 | 2026-06-30 | 2026-06-30 |
last day of Q4     | 2025-12-31 | stay                 | 2026-12-31 | 2026-12-31 |
last day of the month         | 2024-02-28 | stay      | 2024-02-29 | 2024-02-29 |
last working day of Q1        | 2024-03-01 | stay      | 2024-03-29 | 2024-03-29 |
last working day of the month | 2024-03-29 | stay      | 2024-04-30 | 2024-04-30 |
last working day of the year  | 2022-12-01 | stay      | 2022-12-30 | 2022-12-30 |
1 month or 10 working days, whichever is later   | 2025-09-26 | stay | 2025-10-26 | 2025-10-26 |
1 month or 10 working days, whichever is earlier | 2025-09-26 | stay | 2025-10-16 | 2025-10-16 |
30 September or 1 day, whichever is later        | 2025-09-25 | stay | 2025-09-30 | 2025-09-30 |
"""


def known_dates():
    for line in KNOWN.strip().split("\n"):
        *facts, provisional = [cell.strip() for cell in line.split("|")]
        yield [*facts, provisional == "provisional"]
