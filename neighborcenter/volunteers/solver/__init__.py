"""The exact roster engine: a `Problem` in; a `Roster`, its bound and its reasons out.

How it works, in the order of the files: `problem` says what is asked; `network` turns one person's rules into a
graph whose every path is a plan that keeps them (`company` closes what no roster can hold); `pricing` finds the cheapest path at the prices of the moment;
`master` lets HiGHS pick one plan a person; `generation` lets the two talk until no better plan exists, which
gives a true lower bound; `haggling`, `primal`, `diving` and `neighborhoods` (whose `regions` are priced on networks
cut down by `narrowing`) make whole rosters, `reseating` and `rearranging` let a few people sit down anew; `tree` branches where the mixture is undecided, which closes the gap;
`engine` leads them. Nothing here knows Qt, the database or the calendar: a day is a number, a time is minutes.
"""
