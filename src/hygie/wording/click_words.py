"""The words of click itself, so that help and errors of the command line come out in Hygie's language."""

import sys

import click

from hygie.wording.catalogue import translator
from hygie.wording.sentence import N_, N_plural


def install_click_translations(language: str) -> None:
    """Make click speak a language from now on, in the whole process.

    Click asks the standard ``gettext`` functions, which choose the language by environment variables
    and keep one catalogue a process. Giving click's modules Hygie's translator instead leaves the
    environment alone, for what Hygie starts and for its own choice of a language.

    Raises:
        UnknownLanguageError: Hygie does not speak that language.
    """
    words = translator(language)
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{click.__name__}."):
            # ``_`` and ``ngettext`` as click imports them, or as this function left them earlier.
            if getattr(vars(module).get("_"), "__name__", "") == "gettext":
                vars(module)["_"] = words.gettext
            if "ngettext" in vars(module):
                vars(module)["ngettext"] = words.ngettext


CLICK_WORDS = (
    # help
    N_("Usage:"),
    # Click puts the colon of these headings itself: their French ends with the space that goes before.
    N_("Options"),
    N_("Positional arguments"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("Try '{command} {option}' for help."),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("required"),
    N_("(dynamic)"),
    N_("deprecated"),
    N_("file"),
    N_("directory"),
    N_("path"),
    # errors of use
    N_("Error: {message}"),
    N_("Aborted!"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Missing {param_type}"),
    N_("Missing parameter: {param_name}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_plural("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    N_plural("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    N_("Option {name!r} does not take a value."),
    N_plural("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    N_("Argument {name!r} takes {nargs} values."),
    N_plural("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    N_plural(
        "{len_type} values are required, but {len_value} was given.",
        "{len_type} values are required, but {len_value} were given.",
    ),
    # errors of values
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Value must be an iterable."),
    N_("Choose from:\n\t{choices}"),
    N_plural("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_plural(
        "{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."
    ),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value!r} is not a valid boolean. Recognized values: {states}"),
    N_("{value!r} is not a valid UUID."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("{name} {filename!r} is not executable."),
    N_("Could not open file {filename!r}: {message}"),
    N_("unknown error"),
    # questions
    N_("Do you want to continue?"),
    N_("Confirm the action without prompting."),
    N_("Repeat for confirmation"),
    N_("Error: The two entered values do not match."),
    N_("Error: invalid input"),
    N_("Press any key to continue..."),
)
"""What click says to users. Left out: what it says to programmers, shell completion, editors, Windows."""
