"""The commands without a window: for administrators, scripts, scheduled jobs and tests (docs/commands.md).

`run` reads the line and answers, `call` opens and signs in, `names` turns what people type into ids; then one
file a group of commands. Every command goes through the rooms' own services: nothing is possible here that a
rule forbids on the screen.
"""
