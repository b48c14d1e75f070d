"""Controls that a question supposes: ``+CONTROL@COMPONENT`` in place, ``-CONTROL@COMPONENT`` not."""

from collections.abc import Iterable, Mapping, Sequence

from hygie.composition.analysis.advice import at
from hygie.composition.lowering.model import Model
from hygie.dossier.suggest import closest
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place


def suppose(
    model: Model, questions: Sequence[str]
) -> tuple[Mapping[tuple[int, str], bool], tuple[Diagnostic, ...]]:
    """Read what is supposed: states of controls by class and name, and what could not be understood.

    COMPONENT is a path, which stands for all that are alike, or a type, which stands for all of that type;
    a control of the system itself has none.
    """
    known = _places(model)
    supposed: dict[tuple[int, str], bool] = {}
    mistakes = []
    for question in questions:
        sign, name = question[:1], question[1:]
        if sign not in {"+", "-"}:
            mistakes.append(Diagnostic("what_if_sign", Place(question), {"found": question}))
            continue
        found = known.get(name.removesuffix("@"))
        if found is None:
            parameters = {"found": name, "suggestion": _guess(name, known, sign)}
            mistakes.append(Diagnostic("what_if_unknown", Place(question), parameters))
            continue
        for owner, control in found:
            supposed[owner, control] = sign == "+"
    return supposed, tuple(mistakes)


def _guess(name: str, known: Iterable[str], sign: str) -> str:
    guess = closest(name, known)
    return f"{sign}{guess}" if guess else ""


def _places(model: Model) -> Mapping[str, list[tuple[int, str]]]:
    """Give what each name may mean: the class of any member's path, or all classes of a type."""
    found: dict[str, list[tuple[int, str]]] = {}
    for owner, members in enumerate(model.classes.members):
        instance = model.instances[owner]
        for control in instance.outside.settings:
            for member in members:
                found[at(control, model.assembly.instances[member].path)] = [(owner, control)]
    for owner, instance in enumerate(model.instances):
        for control in instance.outside.settings:
            name = at(control, instance.outside.name)
            if instance.path and instance.path != instance.outside.name:
                found.setdefault(name, []).append((owner, control))
    return found
