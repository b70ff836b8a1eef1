"""Runs the measures and prints them as a table or as JSON."""

import argparse
import importlib
import json
import pkgutil
import sys
import time
from typing import Any

import tests.bench


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen modules; the exit code is 1 when a promised figure was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--scale", type=float, default=1.0, help="1.0 is a million rows")
    parser.add_argument("--only", action="append", help="run this module only; may be given again")
    chosen = parser.parse_args(arguments)
    modules = [
        module.name
        for module in pkgutil.iter_modules(tests.bench.__path__)
        if not module.name.startswith("_") and (not chosen.only or module.name in chosen.only)
    ]
    answers: dict[str, list[dict[str, Any]]] = {}
    missed = 0
    for name in modules:
        measure = getattr(importlib.import_module(f"tests.bench.{name}"), "measure", None)
        if measure is None:
            continue
        began = time.perf_counter()
        print(f"… {name}", file=sys.stderr)
        figures = [as_row(figure) for figure in measure(chosen.scale)]
        missed += sum(row["met"] is False for row in figures)
        answers[name] = figures
        if not chosen.json:
            show(name, figures, time.perf_counter() - began)
    if chosen.json:
        print(json.dumps({"scale": chosen.scale, "figures": answers}, ensure_ascii=False, indent=1))
    return 1 if missed else 0


def as_row(figure: Any) -> dict[str, Any]:
    """A figure with whether it met its target (None: nothing was promised)."""
    met = None
    if figure.target:
        higher = figure.unit.endswith("/s")
        met = figure.value >= figure.target if higher else figure.value <= figure.target
    return {
        "name": figure.name,
        "value": round(figure.value, 4),
        "unit": figure.unit,
        "floor": round(figure.floor, 4),
        "target": figure.target,
        "met": met,
        "note": figure.note,
    }


def show(name: str, rows: list[dict[str, Any]], seconds: float) -> None:
    """Print one module's figures."""
    print(f"{name} ({seconds:.0f} s)")
    for row in rows:
        mark = {True: "✓", False: "✗", None: " "}[row["met"]]
        floor = f"floor {row['floor']:g}" if row["floor"] else ""
        target = f"target {row['target']:g}" if row["target"] else ""
        print(
            f" {mark} {row['name']:<48} {row['value']:>12,.4g} {row['unit']:<6} {target:<16} {floor:<16} {row['note']}"
        )


if __name__ == "__main__":
    sys.exit(main())
