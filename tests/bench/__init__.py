"""Speed, measured on a million rows beside the least the same machine could do in the same run.

`python -m tests.bench [--json] [--scale 0.1] [--only NAME]` runs every module here that has
`measure(scale) -> list[Figure]`.  Processor time is used where a busy machine would blur the clock.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    `floor` is the least possible in the same run (bare sqlite3, bare arithmetic), 0 where there is none;
    `target` is what is wanted, 0 where nothing was promised.  Units per second are better when higher,
    everything else when lower.
    """

    name: str
    value: float
    unit: str
    floor: float = 0.0
    target: float = 0.0
    note: str = ""
