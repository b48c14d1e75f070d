"""Controls that a question supposes: ``+CONTROL@COMPONENT`` in place, ``-CONTROL@COMPONENT`` not."""

from collections.abc import Iterable, Mapping, Sequence

from hygie.composition.analysis.options import OF_TYPE, at
from hygie.composition.lowering.assembly import Instance
from hygie.dossier.suggest import closest
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

Supposed = Mapping[tuple[str, str], bool]
"""States of controls, by the path of the component and the name of the control."""


def suppose(
    instances: Sequence[Instance], questions: Sequence[str]
) -> tuple[Supposed, tuple[Diagnostic, ...]]:
    """Read what is supposed, and what could not be understood.

    COMPONENT is a path, or a type, which stands for all components of that type; a path wins over a type of
    the same name, which ``type:NAME`` then means. A control of the system itself has no component.
    """
    known = _places(instances) if questions else {}
    supposed: dict[tuple[str, str], bool] = {}
    mistakes = []
    for question in questions:
        sign, name = question[:1], question[1:]
        found = known.get(name.removesuffix("@"), ())
        if sign not in {"+", "-"}:
            mistakes.append(Diagnostic("what_if_sign", Place(question), {"found": question}))
        elif not found:
            parameters = {"found": name, "suggestion": _guess(name, known, sign)}
            mistakes.append(Diagnostic("what_if_unknown", Place(question), parameters))
        else:
            supposed.update(dict.fromkeys(found, sign == "+"))
    return supposed, tuple(mistakes)


def _guess(name: str, known: Iterable[str], sign: str) -> str:
    guess = closest(name, known)
    return f"{sign}{guess}" if guess else ""


def _places(instances: Sequence[Instance]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Give what each name may mean."""
    paths: dict[str, list[tuple[str, str]]] = {}
    types: dict[str, list[tuple[str, str]]] = {}
    for instance in instances:
        for control in instance.outside.settings:
            place = (instance.path, control)
            paths[at(control, instance.path)] = [place]
            if instance.path:
                types.setdefault(at(control, instance.outside.name), []).append(place)
                types.setdefault(at(control, f"{OF_TYPE}{instance.outside.name}"), []).append(place)
    return types | paths
