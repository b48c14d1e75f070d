"""What is said of a published summary that was verified."""

from collections.abc import Iterator

from hygie.cli.screen import wrap
from hygie.composition.published.publication import Published
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

SIGNED = N_("“{name}”, version {version}: the summary is whole and signed by {key}.")
SAID_TO_BE_SIGNED = N_(
    "“{name}”, version {version}: the summary is whole, and signed with the key that it names itself: {key}."
)
NOT_CHECKED = N_(
    "Whose key that is was not checked: compare it with the one that the publisher gave you by another way, "
    "or give that one with --key."
)


def summary_lines(published: Published, voice: Voice, *, key_is_checked: bool) -> Iterator[str]:
    """Tell what a summary is; ``key_is_checked`` says that it is signed with a key that was expected."""
    content = published.content
    signed = {"name": content.type, "version": content.version or "-", "key": published.signed_by}
    yield wrap(voice.say(SIGNED if key_is_checked else SAID_TO_BE_SIGNED, **signed))
    if not key_is_checked:
        yield wrap(voice.say(NOT_CHECKED))
    yield wrap(str(published.digest))
    yield voice.say(N_("Exploitability policy: {version}"), version=content.policy)
    for (one, many), count in (
        (N_plural("{count} port", "{count} ports"), len(content.ports)),
        (N_plural("{count} asset", "{count} assets"), len(content.assets)),
        (N_plural("{count} control left to you", "{count} controls left to you"), len(content.controls)),
        (N_plural("{count} assumption", "{count} assumptions"), len(content.assumes)),
    ):
        yield "  " + voice.count(one, many, count)
    for name, guarantee in content.guarantees.items():
        said = N_("guarantee {name}: kept") if guarantee.holds else N_("guarantee {name}: not kept")
        yield "  " + voice.say(said, name=name)
    unclear = sum(content.unknowns.values())
    if unclear:
        yield "  " + voice.count(
            *N_plural(
                "{count} unknown inside, taken at its worst", "{count} unknowns inside, taken at their worst"
            ),
            unclear,
        )
