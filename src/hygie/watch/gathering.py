"""The bills of materials of a survey: each distinct component once, and where it occurs.

A component costs twelve bytes an occurrence; its text is held once, however many products contain it.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import msgspec
import numpy as np
import numpy.typing as npt

from hygie.kernel.diagnostic import Diagnostic
from hygie.matching.identities import Written, written
from hygie.observations.bill import Bill, Component, Format


class Product(msgspec.Struct, frozen=True):
    """A bill that was read, less its components: the file, the product it describes, what was set aside.

    ``root`` is the product's own component, None if the bill names none. ``total``: components that the file
    holds, those set aside included.
    """

    file: str
    format: Format
    version: str
    identifier: str
    root: Component | None
    total: int
    rejected: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """Name the product: that of its root, else the file."""
        return self.root.name if self.root else self.file


@dataclass(slots=True)
class Gathered:
    """Distinct components and their occurrences.

    ``components``: one of each kind, the first met. ``of_component`` and ``of_product`` number, for each
    occurrence, its component and its product; occurrences follow the order of the bills. ``refs``: where
    occurrences had to be told apart, (component, product) to the bill's own references. ``supports``: the
    words of support (level, end) of the occurrences of which the bill tells others than ``components``.
    """

    components: list[Component] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    refs: dict[tuple[int, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    supports: dict[int, tuple[str, str]] = field(default_factory=dict)
    _component: "array[int]" = field(default_factory=lambda: array("i"))
    _product: "array[int]" = field(default_factory=lambda: array("i"))
    _numbers: dict[Written, int] = field(default_factory=dict)

    def add(self, file: str, bill: Bill, referred: frozenset[str] = frozenset()) -> None:
        """Add a bill; ``referred`` are the references that statements speak of."""
        product = len(self.products)
        root = next((each for each in bill.components if each.ref == bill.root), None) if bill.root else None
        self.products.append(
            Product(
                file, bill.format, bill.version, bill.identifier, root, bill.total, bill.rejected, bill.notes
            )
        )
        numbers, known = self._numbers, self.components
        for component in bill.components:
            what = written(component)
            number = numbers.get(what)
            if number is None:
                number = numbers[what] = len(known)
                known.append(component)
            elif (said := (component.support_level, component.support_end)) != _support(known[number]):
                self.supports[len(self._component)] = said
            self._component.append(number)
            if component.ref in referred:
                self.refs[number, product].append(component.ref)
        self._product.extend([product] * len(bill.components))

    def number(self, component: Component) -> int:
        """Give the number of a component that a bill holds.

        Raises:
            KeyError: no bill holds it.
        """
        return self._numbers[written(component)]

    @property
    def of_component(self) -> npt.NDArray[np.int32]:
        """Give the number of the component of each occurrence."""
        return np.frombuffer(self._component, dtype=np.int32)

    @property
    def of_product(self) -> npt.NDArray[np.int32]:
        """Give the number of the product of each occurrence."""
        return np.frombuffer(self._product, dtype=np.int32)

    def places(self, but: Collection[int] = ()) -> "Places":
        """Sort the occurrences by component, but for some that are left out."""
        component, product = self.of_component, self.of_product
        if but:
            kept = np.ones(len(component), dtype=bool)
            kept[list(but)] = False
            component, product = component[kept], product[kept]
        order = np.argsort(component, kind="stable")
        starts = np.searchsorted(component[order], np.arange(len(self.components) + 1))
        return Places(starts, product[order])


class Places(msgspec.Struct, frozen=True):
    """In which products each component occurs."""

    starts: npt.NDArray[np.int64]
    products: npt.NDArray[np.int32]

    def of(self, component: int) -> list[int]:
        """List the products that contain a component, each once, in their order."""
        found = self.products[self.starts[component] : self.starts[component + 1]].tolist()
        return list(dict.fromkeys(found))


def _support(component: Component) -> tuple[str, str]:
    return component.support_level, component.support_end


def gather(bills: Iterable[tuple[str, Bill]], referred: frozenset[str] = frozenset()) -> Gathered:
    """Gather bills, each with the name of its file."""
    gathered = Gathered()
    for file, bill in bills:
        gathered.add(file, bill, referred)
    return gathered
