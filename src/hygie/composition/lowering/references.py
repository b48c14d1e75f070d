"""Names of facts, as a body under construction uses them: conditions that hold, facts that are given."""

from collections.abc import Iterable

from hygie.composition.language.names import Fact, Scope, Use
from hygie.composition.lowering.template import Crossing, Draft, FactKind, Key


def key_of(fact: Fact) -> Key:
    """Name a fact as the template that holds it does."""
    if fact.kind == "step":
        return Key(FactKind.STEP, fact.name)
    if fact.kind == "part":
        return Key(FactKind.CONTROL if fact.what == "control" else FactKind.PART_AVAILABILITY, fact.name)
    if fact.kind in ("loss", "inner-loss"):
        return Key(FactKind.LOSS, f"{fact.name}.{fact.what}")
    return Key(FactKind.INCOMING if fact.incoming else FactKind.OUTGOING, f"{fact.name}.{fact.what}")


class References:
    """Resolves the names of a body into the nodes of its draft; they have been checked."""

    def __init__(self, draft: Draft, scope: Scope) -> None:
        """Work on a draft, with the names of its body."""
        self.draft = draft
        self._scope = scope
        self._mirrors: dict[tuple[str, Key], int] = {}

    def fact(self, reference: str, use: Use) -> Fact:
        """Give the fact that a name means.

        Raises:
            ValueError: it means none, which checks would have said.
        """
        fact = self._scope.resolve(reference, use)
        if not isinstance(fact, Fact):
            message = f"{reference}: {fact.code}"
            raise ValueError(message)  # noqa: TRY004 - the name is wrong, not its type
        return fact

    def holds(self, reference: str) -> int:
        """Give the node of a condition; a fact of a component inside is mirrored here."""
        fact = self.fact(reference, "condition")
        key = key_of(fact)
        if not fact.component:
            return self.draft.ends[key].fact
        mirror = self._mirrors.get((fact.component, key))
        if mirror is None:
            mirror = self._mirrors[fact.component, key] = self.draft.node()
            self.draft.reads.append(Crossing(fact.component, key, mirror))
        return mirror

    def any_of(self, references: Iterable[str]) -> int:
        """Give a node that holds when one of these does; those inside lead to it directly."""
        own, inside = [], []
        for reference in dict.fromkeys(references):
            fact = self.fact(reference, "condition")
            key = key_of(fact)
            if fact.component:
                inside.append((fact.component, key))
            else:
                own.append(self.draft.ends[key].fact)
        if not inside:
            return self.draft.any_of(own)
        node = self.draft.node()
        for tail in own:
            self.draft.edge(tail, node)
        self.draft.reads += [Crossing(component, key, node) for component, key in inside]
        return node

    def gives(self, node: int, references: Iterable[str], use: Use) -> None:
        """Lead a node to all facts that it gives; those of components inside once instances are laid out."""
        for reference in references:
            fact = self.fact(reference, use)
            key = key_of(fact)
            if fact.component:
                self.draft.writes.append(Crossing(fact.component, key, node))
            else:
                self.draft.edge(node, self.draft.ends[key].entry)
