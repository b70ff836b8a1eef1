"""The door of the commands: read the line, do it, answer, and say in one sentence why not.

Exit codes: 0 done; 1 a rule refused it, nothing changed; 2 the line cannot be read; 3 not possible now. With
--json there is exactly one object on standard output, whatever happens; words go to standard error.
"""

import json
import logging
import os
import sys
from typing import Any

from neighborcenter import __version__
from neighborcenter.cli.arguments import Parser, UsageError, Words, add_globals, language_in
from neighborcenter.cli.call import Answer, Call, Tour, log_into, plain
from neighborcenter.cli.commands import GROUPS
from neighborcenter.cli.texts import speak_argparse
from neighborcenter.kit.i18n import LANGUAGES, _, set_language
from neighborcenter.kit.problems import Clash, Problem, Refused, Unavailable, speak
from neighborcenter.kit.redact import redact
from neighborcenter.kit.troubles import plain_troubles

log = logging.getLogger(__name__)


def main(words: list[str], *, tour: Tour | None = None, began: float | None = None) -> int:
    """Run one command; returns the exit code.

    `tour` opens the windows, for the one command that needs them; `began` is when the program started, by the
    monotonic clock.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = language_in(words)
    set_language(next((known for known in LANGUAGES if known == asked), "zh_CN"))
    speak_argparse()
    as_json = "--json" in words
    # Standard error is for sentences: without a log file the log says nothing, and a log that cannot be
    # written is no reason for a traceback.
    logging.getLogger("neighborcenter").addHandler(logging.NullHandler())
    logging.raiseExceptions = False
    try:
        options = parser().parse_args(words)
    except UsageError as error:
        sys.stderr.write(f"{error.usage}{error}\n")
        return _give(Answer({"error": {"code": "usage", "message": str(error)}}, code=2), as_json)
    except SystemExit as end:  # --help and --version have said what they had to say
        return int(end.code or 0)
    return _give(_answer(Call(options, tour, began)), as_json)


def parser() -> Parser:
    """The whole line, in the language in use."""
    top = Parser(
        prog="main.py",
        description=_("Without a command the window opens. Commands do one thing without a window."),
        epilog=_("Each command explains itself with --help."),
    )
    top.add_argument("--version", action="version", version=__version__)
    add_globals(top)
    commands = Words(top, _("COMMAND"))
    for home, explained in GROUPS.items():
        commands.later(home, explained)
    return top


def _answer(call: Call) -> Answer:
    """What the command says, or why it said no."""
    try:
        with plain_troubles(str(call.paths.data)):
            done: Answer = call.options.run(call)
            return done
    except Refused as refused:
        return _refused(refused)
    except Unavailable as trouble:
        return _impossible(trouble)
    except KeyboardInterrupt:
        sys.stderr.write(_("Stopped.") + "\n")
        return Answer({"error": {"code": "stopped", "message": _("Stopped.")}}, code=3)
    except Exception as fault:
        if call.paths.data.is_dir():
            log_into(call.paths)
        log.exception("a command failed")
        what = redact(f"{type(fault).__name__}: {fault}")
        return _impossible(Unavailable("cli.fault", what=what, log=str(call.paths.logs)))


def _impossible(trouble: Unavailable) -> Answer:
    sentence = " ".join(speak(trouble).split())
    sys.stderr.write(sentence + "\n")
    return Answer({"error": {"code": trouble.code, "message": sentence}}, code=3)


def _refused(refused: Refused) -> Answer:
    data: dict[str, Any] = {"problems": [told(problem) for problem in refused.problems]}
    if isinstance(refused, Clash):
        data["in_the_way"] = plain(list(refused.in_the_way))
        data["alternatives"] = plain(list(refused.alternatives))
    for problem in data["problems"]:
        sys.stderr.write(problem["message"] + "\n")
    return Answer(data, code=1)


def told(problem: Problem) -> dict[str, Any]:
    """A problem as --json shows it."""
    return {
        "field": problem.field,
        "code": problem.code,
        "message": speak(problem),
        "level": problem.level,
        "params": plain(dict(problem.params)),
    }


def _give(answer: Answer, as_json: bool) -> int:
    """Print the answer; a reader that went away early is no fault."""
    try:
        if as_json:
            sys.stdout.write(json.dumps(plain(answer.data), ensure_ascii=False) + "\n")
        elif answer.lines:
            sys.stdout.write("\n".join(answer.lines) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answer.code
