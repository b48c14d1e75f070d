"""Sentences of values that are not what the composition language expects: names, lengths of time, levels."""

from hygie.wording.sentence import N_, Sentence

_DELAY = Sentence(
    N_("“{found}” is not a length of time: a number followed by min, h or d (days)."),
    N_("Write for instance 30min, 4h or 2d."),
)
_LEVEL = Sentence(
    N_("“{found}” is not a level of likelihood."), N_("Write a number from 1 (V1) to 4 (V4): 4 for V4.")
)
_NEED = Sentence(
    N_("“{found}” does not say how much is needed."), N_("Write a number from 0 (nothing) to 4 (vital).")
)
_PROBABILITY = Sentence(
    N_("“{found}” is not a probability."), N_("Write a number from 0 to 1, with a point: 0.25.")
)
_NAME = Sentence(
    N_("“{found}” cannot be a name: lower-case letters without accents, digits and dashes only."),
    N_("Begin with a letter, as in infusion-pump."),
)

SHAPE_SENTENCES = {
    "composition_bad_name": _NAME,
    "bad_format.name": _NAME,
    "bad_format.reference": Sentence(
        N_(
            "“{found}” cannot name a fact: lower-case letters without accents, digits and dashes only, "
            "with dots between names."
        ),
        N_("Write a step alone, or a path such as lan.reach.ip."),
    ),
    "bad_format.capability": Sentence(
        N_(
            "“{found}” cannot be a capability: one to four words joined by dots, in lower-case letters "
            "without accents, digits and dashes."
        ),
        N_("Write for instance reach.ip or command.hl7."),
    ),
    "bad_format.type": Sentence(
        N_("“{found}” cannot be a type: lower-case letters without accents, digits and dashes only."),
        N_("Write its name, or library/… for one that comes with Hygie; @ pins a version: pump@2.3."),
    ),
    "bad_format.public_key": Sentence(
        N_("“{found}” is not a public key (44 characters in base64)."),
        N_("Copy the one that the publisher gives: hygie composition key printed it."),
    ),
    "bad_format.delay": _DELAY,
    "wrong_type.delay": _DELAY,
    "wrong_type.level": _LEVEL,
    "out_of_range.level": _LEVEL,
    "wrong_type.need": _NEED,
    "out_of_range.need": _NEED,
    "wrong_type.probability": _PROBABILITY,
    "out_of_range.probability": _PROBABILITY,
    "wrong_type.effort": Sentence(
        N_("“{found}” is not an effort."), N_("Write a number of person-days, without a unit: 0.5.")
    ),
    "wrong_type.assumption": Sentence(
        N_("Found “{found}” where the state of an assumption is expected."),
        N_("Write {{holds: true}} or {{holds: false}}, or nothing where it is not known."),
    ),
}
