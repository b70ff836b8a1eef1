"""The one door to the program.

    python3 main.py                     sets the program up once, then opens the window
    python3 main.py test [pytest ...]   the same, then runs the tests
    python3 main.py COMMAND ...         one command without a window (see docs/commands.md)

Two interpreters run this file. First whichever Python was typed: it only looks at a stamp in `.venv`
and hands over (a few milliseconds), or makes `.venv` first. Then the Python inside `.venv`, which has
the packages, does the work. Set NEIGHBORCENTER_NO_SETUP=1 to use the typed Python as it is.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence for whoever starts it with an older one
    sys.exit(
        "需要 Python 3.11 或更新的版本，现在是 {0}。Python 3.11 or newer is needed, this is {0}.".format(
            sys.version.split()[0]
        )
    )

ROOT = os.path.dirname(os.path.abspath(__file__))
GLOBALS_WITH_VALUE = ("--data", "--database", "--center", "--lang")


def first_word(words):
    """The command among the arguments: "" when there is none (the window), "--help" when help is asked."""
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in GLOBALS_WITH_VALUE:
            skip = True
        elif not word.startswith("-") or word in ("-h", "--help", "--version"):
            return word
    return ""


def has_screen():
    """Whether a window could be seen: always on Windows and macOS; on Linux with X11 or Wayland."""
    if sys.platform != "linux":
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in ("offscreen", "minimal"):
        return False
    return bool(platform or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def hand_over(python, words):
    """Run the same line again with the environment's Python; returns only its exit code, on Windows."""
    line = [python, os.path.join(ROOT, "main.py"), *words]
    if os.name == "posix":
        os.execv(python, line)
    import subprocess

    return subprocess.call(line)


def set_up_first(word, words):
    """Make sure the environment stands, then hand over to it."""
    from neighborcenter.kit.setup import stamp

    tests = word == "test"
    python = stamp.ready(ROOT, tests)
    if python is None:
        from neighborcenter.kit.setup import environment

        python = environment.prepare_or_explain(ROOT, tests)
        if python is None:
            return 3
    return hand_over(python, words)


def libraries_stand(platform):
    """Whether Qt's system libraries are there; installs them where it may, else says what to type."""
    from neighborcenter.kit.setup import libraries

    return libraries.ready_or_explain(platform)


def run_tests(words):
    """Hand the remaining words to pytest, with Qt drawing into memory."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if not libraries_stand("offscreen"):
        return 3
    arguments = words[words.index("test") + 1 :]
    if not arguments and (os.cpu_count() or 1) > 1:
        arguments = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadscope"]
    os.chdir(ROOT)
    return hand_to_module("pytest", arguments)


def hand_to_module(module, arguments):
    """`python -m module arguments` in this interpreter's place."""
    line = [sys.executable, "-m", module, *arguments]
    if os.name == "posix":
        os.execv(sys.executable, line)
    import subprocess

    return subprocess.call(line)


def take_tour(*arguments, **options):
    """Photograph every page: the only command that needs the screens, so it is handed to the cli here."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not libraries_stand("offscreen"):
        raise SystemExit(3)
    from ui.tour import take

    return take(*arguments, **options)


def open_window(words):
    """Open the window; where no screen is, make the demo center and its papers and pictures instead."""
    if has_screen():
        if not libraries_stand("window"):
            return 3
        from ui.kit import pace

        pace.begin()
        from ui.app import run

        return run(words)
    from pathlib import Path

    from neighborcenter.cli.showcase import show

    return show(take_tour, Path.cwd() / "output")


def main(words):
    """Decide what was asked for and do it; returns the exit code."""
    word = first_word(words)
    inside = os.path.realpath(sys.prefix) == os.path.realpath(os.path.join(ROOT, ".venv"))
    # Inside the environment too, the test packages may still be missing (somebody activated it).
    if not os.environ.get("NEIGHBORCENTER_NO_SETUP"):
        from neighborcenter.kit.setup import stamp

        if not inside or stamp.ready(ROOT, word == "test") is None:
            return set_up_first(word, words)
    if word == "test":
        return run_tests(words)
    if word == "":
        return open_window(words)
    import time

    began = time.monotonic()
    from neighborcenter.cli.run import main as run_command

    return run_command(words, tour=take_tour, began=began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
