"""What the practitioner kit says, whatever its form: to whom, about which products, in which words.

It leaves the company, so that only public fields come in: the vendor's name, its products' names, its
security contact. The list of clients stays out; a kit made for one client names that client only.
"""

from dataclasses import dataclass

from hygie.assessment.study import Study
from hygie.documents.frame import Frame, frame_of
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.charter import SecurityContact
from hygie.dossier.vocabulary.clients import Client
from hygie.law import memo
from hygie.law.memo import Memo, Words
from hygie.referentials.catalog import Text
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "practitioner-kit"
TITLE = N_("Computer security of your practice: questionnaire")
FEIMA = "feima-2021"


YOUR_PRACTICE = N_("Your practice")
DATE = N_("Date")
YOUR_PRODUCTS = N_("Products that you use")
MEMO_RECEIVED = N_("Have you received the memo?")
WISHES_SUPPORT = N_("Would you like support?")
SEND_BACK_TO = N_("Send it back to")


@dataclass(frozen=True, slots=True)
class Kit:
    """What a kit says, whatever its form."""

    edition: Memo
    vendor: str
    contact: SecurityContact | None
    products: tuple[str, ...]
    client: Client | None

    def reach(self) -> str | None:
        """Say whom to send the questionnaire back to, where the dossier says it."""
        if self.contact is None:
            return None
        return " – ".join(filter(None, (known(self.contact.function), known(self.contact.reach)))) or None


def kit_of(study: Study, client: str) -> Kit:
    """Gather what a kit says; ``client`` is the id of the one that it is for, or empty."""
    declared = study.dossier.declared
    offer = known(declared.support_offer)
    found = study.dossier.entry(f"client:{client}")
    named = found if isinstance(found, Client) else None
    used = None if named is None else known(named.products)
    return Kit(
        # On a day before the first edition, the first one serves: there is no other.
        edition=memo.memo(study.as_of) or memo.editions()[0],
        vendor=declared.organization.name,
        contact=None if offer is None else known(offer.security_contact),
        products=tuple(
            item.name for item in known(declared.products) or () if used is None or item.id in used
        ),
        client=named,
    )


def kit_frame(study: Study, voice: Voice, kit: Kit) -> Frame:
    """Make the frame: everybody may read a blank kit; one that names a client follows the policy."""
    return frame_of(study, voice, "public" if kit.client is None else "policy", [FEIMA])


def said(words: Words, voice: Voice) -> str:
    """Say words of the memo in the language of the voice, with its typography."""
    return voice.text(Text(fr=words.fr, en=words.en))


def introduction(kit: Kit, voice: Voice) -> tuple[str, ...]:
    """Say what the questionnaire is, how to fill it in, and what not to write in it."""
    return (
        voice.say(
            N_(
                "{vendor} sends you these {count} short questions on the themes of the security memo for "
                "private practice. They are meant to help you, not to grade you: twenty minutes are enough."
            ),
            vendor=kit.vendor,
            count=len(kit.edition.questions()),
        ),
        voice.say(
            N_(
                "Give one answer to each question; leave blank those you would rather not answer. {vendor} "
                "keeps your remarks: name nobody in them, and write nothing about a patient."
            ),
            vendor=kit.vendor,
        ),
        voice.say(
            N_("Once filled in, it describes the weak points of your practice: send it to {vendor} only."),
            vendor=kit.vendor,
        ),
    )


def send_back(kit: Kit, voice: Voice) -> str:
    """Say whom to send it back to."""
    return kit.reach() or voice.say(N_("(contact to be written here before sending)"))


def origin(kit: Kit, voice: Voice) -> str:
    """Say where the themes come from, and whose the questions are."""
    return voice.say(
        N_(
            "Themes: security memo for health professionals in private practice (PGSSI-S), version "
            "{version}. The questions, their reasons and the first steps are Hygie's words, not the memo's."
        ),
        version=kit.edition.version,
    )
