"""Matters taken in: 收件 → 受理 → 办结, with 补件, 退回 and 撤回 on the way.

Tables: matter, matter_paper, matter_step. The promised day counts working days of the center's calendar from the
day of acceptance; the clock stands still while papers are being supplied. A matter is one visit, counted once.
"""
