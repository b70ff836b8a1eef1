"""Words of the commands."""

import argparse

from neighborcenter.kit.i18n import N_, translate
from neighborcenter.kit.problems import teach

teach(
    {
        "cli.user_missing": N_(
            "Say who you are: set NEIGHBORCENTER_USER and NEIGHBORCENTER_PASSWORD, or run this on a terminal."
        ),
        "cli.must_change": N_("This is a first password. Sign in at the window once and choose your own."),
        "cli.center_unknown": N_("There is no center “{code}” in this database. There are: {codes}."),
        "cli.center_which": N_("This database holds several centers. Choose one with --center: {codes}."),
        "cli.center_exists": N_("There is already a center here: {name}."),
        "cli.kind_unknown": N_("There is no list “{kind}”. There are: {kinds}."),
        "cli.both_ends": N_("Give --occurrence or --booking, one of them."),
        "cli.revision_unknown": N_("This program knows no version “{revision}”. The last are: {known}."),
        "cli.file_exists": N_("{file} is a folder. Name a file."),
        "cli.file_kind": N_("“{file}” must end in {endings}."),
        "cli.instance_missing": N_("{file} cannot be read."),
        "cli.instance_unreadable": N_("{file} is not an instance in the public format. Line {line}"),
        "cli.roster_impossible": N_("The rules of these people allow no roster at all: {people}."),
        "cli.roster_lost": N_("The search ended without an answer: close other programs and try again."),
        "cli.fault": N_(
            "Something in the program itself went wrong ({what}). Nothing was changed; the details are in {log}."
        ),
        "cli.clock": N_("“{text}” is not a time of day like 14:30."),
        "cli.day": N_("“{text}” is not a day like 2026-11-23."),
        "cli.size": N_("“{size}” is not a size like 1440x900."),
        "cli.screens_missing": N_("Pictures need the windows of this program: start it by main.py."),
    }
)

# Kinds of records as "There is no {what}" names them: by their tables.
RECORDS = (
    N_("room"), N_("resident"), N_("service"), N_("booking"), N_("occurrence"), N_("visit"), N_("report"),
    N_("import_batch"), N_("role"), N_("account"), N_("people_group"), N_("service_module"), N_("site"),
    N_("household"), N_("care_tag"),
)  # fmt: skip

# What argparse itself says; it asks its own `_` for them.
ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
    N_("%(prog)s: error: %(message)s\n"),
)


def speak_argparse() -> None:
    """Let argparse say its own words in the language in use."""
    vars(argparse)["_"] = translate
