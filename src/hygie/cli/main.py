"""The entry point: chooses the language, runs the command, and turns faults into exit codes.

Exit codes (contract): 0 done, 1 done and something at or above ``--fail-on``, 2 the input cannot be
used, 3 a fault of Hygie's own.
"""

import os
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from keyword import iskeyword

import click

from hygie import __version__
from hygie.cli.refusal import InputRefusedError
from hygie.cli.screen import error
from hygie.composition.engine.extras import MissingExtraError
from hygie.wording.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from hygie.wording.click_words import install_click_translations
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

COMMANDS = {
    "demo": N_("Show Hygie at work on an example dossier."),
    "init": N_("Write a commented starter dossier."),
    "import": N_("Bring in a filled workbook, or what another tool exported."),
    "export": N_("Write the dossier as a workbook to change."),
    "check": N_("Evaluate the dossier against the referentials that apply."),
    "explain": N_("Explain one requirement: verdict, proof, what would change it."),
    "risk": N_("Say how attacks spread through the systems, and what stops them at least cost."),
    "composition": N_("Look up component types; publish their signed summaries, and verify them."),
    "feeds": N_("Fill the local advisory base, and say how old it is."),
    "watch": N_("Match bills of materials with known vulnerabilities, and say what was not evaluated."),
    "document": N_("Produce one of the documents owed."),
    "report": N_("Produce the whole as one self-contained page."),
    "schema": N_("Print the JSON Schema of a dossier's files."),
}
INTERRUPTED = 130
FAULT = 3


class Commands(click.Group):
    """The commands, each imported only when it is called: help and errors stay quick."""

    def __init__(self, voice: Voice, **settings: object) -> None:
        """Speak in a voice."""
        super().__init__(**settings)  # type: ignore[arg-type]
        self._voice = voice

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and build a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        # A word of Python's own cannot name a module that others import.
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        module = import_module(f"hygie.cli.commands.{name}")
        command: click.Command = module.build(self._voice)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with a line each, importing none of them."""
        del ctx
        with formatter.section(self._voice.say(N_("Commands"))):
            formatter.write_dl([(name, self._voice.say(text)) for name, text in COMMANDS.items()])


def run(arguments: Sequence[str] | None = None) -> None:
    """Run ``hygie`` with the process's arguments, and exit."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    # Nothing here multiplies matrices; starting threads for that takes a third of the import of numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    voice = Voice(choose_language(arguments, os.environ))
    sys.exit(execute(arguments, voice))


def execute(arguments: Sequence[str], voice: Voice) -> int:
    """Run a command line and give its exit code."""
    install_click_translations(voice.language)
    try:
        result = application(voice).main(list(arguments), prog_name="hygie", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except click.ClickException as refusal:
        refusal.show()
        return 2
    except (InputRefusedError, MissingExtraError) as refusal:
        for line in _told(refusal, voice):
            error(line)
        return 2
    except BrokenPipeError:
        # Whoever read us has stopped reading; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:  # noqa: BLE001 - the one place where a fault becomes a message
        return _report_fault(fault, arguments, voice)
    return result if isinstance(result, int) else 0


def _told(refusal: InputRefusedError | MissingExtraError, voice: Voice) -> Iterable[str]:
    """Word what cannot be done with the input, or with what is installed."""
    if isinstance(refusal, InputRefusedError):
        return refusal.lines(voice)
    return [voice.say(N_('This needs an extra: pip install "hygie[{extra}]".'), extra=refusal.extra)]


def application(voice: Voice) -> Commands:
    """Build the command line in a voice."""
    commands = Commands(
        voice,
        name="hygie",
        help=voice.say(
            N_(
                "Keeps the cybersecurity file of a health organisation honest: facts declared once, "
                "verdicts computed with their proof."
            )
        ),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
        no_args_is_help=True,
    )
    commands.params += [
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help=voice.say(N_("Language of the answers.")),
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            help=voice.say(N_("On a fault of Hygie's own, show the traceback.")),
        ),
    ]
    return click.version_option(__version__, prog_name="hygie", message="%(prog)s %(version)s")(commands)


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Choose the language before anything is said: ``--lang``, else the locale, else French."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            candidate = arguments[position + 1]
        elif argument.startswith("--lang="):
            candidate = argument.partition("=")[2]
        else:
            continue
        if candidate in LANGUAGES:
            return candidate
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        word = environment.get(name, "")
        if word:
            return word[:2] if word[:2] in LANGUAGES else DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console thinks: glyphs and accents are part of the answer."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _report_fault(fault: Exception, arguments: Sequence[str], voice: Voice) -> int:
    if "--debug" in arguments:
        traceback.print_exception(fault)
    error(voice.say(N_("Hygie failed: {name}: {message}"), name=type(fault).__name__, message=str(fault)))
    error(
        voice.say(
            N_("This is a fault of Hygie's own. Run the command again with --debug and report what it shows.")
        )
    )
    return FAULT
