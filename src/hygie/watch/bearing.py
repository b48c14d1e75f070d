"""Which components of the bills each statement names: each distinct subject is looked for once.

Bills may hold a million components and statements come by thousands: a component is compared only with the
subjects that end in the same name, and none at all is looked at for subjects that are references.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from hygie.matching.names import name_keys
from hygie.observations.bill import Component
from hygie.observations.cpe import read_cpe
from hygie.observations.purls import read_purl
from hygie.observations.statement import Subject
from hygie.watch.gathering import Gathered
from hygie.watch.subjects import by_name, is_named, within

Named = Mapping[int, Sequence[int]]
"""Products (their numbers) in which a component (its number) is named."""
Written = Callable[[Component], tuple[str, ...]]
Tail = Callable[[str], str]
_PRODUCT: Final = 4
"""Place of the product among the fields of a CPE 2.3."""
_SAME: Final = str.maketrans({"_": "-", ".": "-"})


class Bearing:
    """What each of many subjects names, among components that were gathered."""

    def __init__(self, subjects: Iterable[Subject], gathered: Gathered) -> None:
        """Look for them all at once."""
        self._of: dict[Subject, dict[int, list[int]]] = {subject: {} for subject in subjects}
        if not self._of:
            return
        self._gathered = gathered
        self._places = gathered.places()
        self._by_reference([each for each in self._of if each.ref])
        others = [each for each in self._of if not each.ref]
        self._by_text([each for each in others if each.purl], _purls, _purl_tail)
        self._by_text([each for each in others if each.cpe and not each.purl], _cpes, _cpe_product)
        self._by_name([each for each in others if each.name and not each.purl and not each.cpe])

    def of(self, subjects: Iterable[Subject]) -> Named:
        """Give the components that some of the subjects name; the roots of bills are components too."""
        found: dict[int, dict[int, None]] = {}
        for subject in subjects:
            for component, products in self._of[subject].items():
                found.setdefault(component, {}).update(dict.fromkeys(products))
        return {component: sorted(products) for component, products in found.items()}

    def _by_reference(self, subjects: Iterable[Subject]) -> None:
        wanted: dict[str, list[Subject]] = defaultdict(list)
        for subject in subjects:
            wanted[subject.ref].append(subject)
        if not wanted:
            return
        for (component, product), refs in self._gathered.refs.items():
            for ref in refs:
                for subject in wanted.get(ref, ()):
                    self._hold(subject, component, (product,))

    def _by_text(self, subjects: Sequence[Subject], written: Written, tail: Tail) -> None:
        """Look among identifiers, by the name that they end in."""
        wanted: dict[str, list[Subject]] = defaultdict(list)
        for subject in subjects:
            if key := tail(subject.purl or subject.cpe):
                wanted[key].append(subject)
        if not wanted:
            return
        for number, component in enumerate(self._gathered.components):
            for key in {tail(each) for each in written(component)}:
                if key in wanted:
                    self._compare(wanted[key], number)

    def _by_name(self, subjects: Iterable[Subject]) -> None:
        wanted: dict[str, list[Subject]] = defaultdict(list)
        for subject in subjects:
            for key in name_keys("", subject.name):
                wanted[key].append(subject)
        if not wanted:
            return
        known: dict[str, list[Subject]] = {}
        for number, component in enumerate(self._gathered.components):
            name = component.name
            if name not in known:
                known[name] = [each for key in name_keys("", name) for each in wanted.get(key, ())]
            self._compare(known[name], number)

    def _compare(self, subjects: Iterable[Subject], number: int) -> None:
        for subject in subjects:
            # By name, the maker of the product counts too: ``_hold`` looks at each.
            if by_name(subject) or is_named(subject, self._gathered.components[number]):
                self._hold(subject, number, self._places.of(number))

    def _hold(self, subject: Subject, component: int, products: Iterable[int]) -> None:
        """Keep the products that the subject does not leave out."""
        known, part = self._gathered.products, self._gathered.components[component]
        if subject.ref and not is_named(subject, part):
            return
        held = [each for each in products if within(subject, known[each])]
        if by_name(subject):
            held = [each for each in held if is_named(subject, part, known[each])]
        if held:
            self._of[subject].setdefault(component, []).extend(held)


def _purls(component: Component) -> tuple[str, ...]:
    return (component.purl, *component.others)


def _cpes(component: Component) -> tuple[str, ...]:
    return (component.cpe, *component.others)


def _purl_tail(purl: str) -> str:
    """Give the name at the end of a purl, more alike than names of packages are; read whole only if odd."""
    path, _, name = purl.partition("?")[0].rpartition("/")
    name = name.partition("@")[0]
    if not name or "%" in purl or "#" in purl or "@" in path:
        found = read_purl(purl)
        name = found.name if found else ""
    return name.lower().translate(_SAME)


def _cpe_product(cpe: str) -> str:
    """Give the product that a CPE names; it is read whole only if odd."""
    if cpe.startswith("cpe:2.3:") and not ("\\" in cpe or " " in cpe):
        fields = cpe.split(":", _PRODUCT + 1)
        return fields[_PRODUCT].lower() if len(fields) > _PRODUCT else ""
    found = read_cpe(cpe)
    return found.product if found else ""
