"""From what a file says to a bill: unique references, further identifiers, who is in what, the root."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.observations.bill import Bill, Component, Format
from hygie.observations.content import line
from hygie.observations.reading import Bounds
from hygie.observations.spdx.draft import Draft, Link, Mistake, Part

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d))?")
_SHOWN: Final = 5
_LONGEST: Final = 100


def assemble(draft: Draft, bounds: Bounds, places: Callable[[Iterable[str]], Mapping[str, Place]]) -> Bill:
    """Make the bill of a draft; ``places`` tells where each ``at`` stands.

    A package that has several purls or CPE names is one component all the same (``Component.others``).
    """
    described = {target for _, link, target in draft.links if link is Link.DESCRIBES}
    kept = [part for part in draft.parts if _is_component(part, described)]
    usable, mistakes = _usable(kept, bounds)
    refs: dict[str, str] = {}
    for ref, part in usable:
        refs.setdefault(part.id, ref)
    parents = _parents(draft, refs)
    root = _root(draft, refs, {part.id for _, part in usable if not part.optional})
    parents.pop(root, None)
    components = [
        _component(ref, part, parents.get(ref, ""))
        for ref, part in sorted(usable, key=lambda each: each[0] != root)
    ]
    repeated = [part.id for ref, part in usable if part.id and refs[part.id] != ref]
    notes = [*draft.notes, *_notes(draft, refs, root, repeated, bounds)]
    told = places(mistake.at for mistake in (*draft.rejected, *mistakes, *notes))
    return Bill(
        Format.SPDX,
        draft.version,
        tuple(components),
        root,
        line(draft.identifier),
        line(draft.created),
        _depends(draft, refs),
        tuple(_diagnostic(mistake, told) for mistake in (*draft.rejected, *mistakes)),
        tuple(_diagnostic(mistake, told) for mistake in notes),
    )


def _usable(parts: Iterable[Part], bounds: Bounds) -> tuple[list[tuple[str, Part]], list[Mistake]]:
    """Give each part that can be a component with a reference of its own, and say why the others cannot."""
    usable: list[tuple[str, Part]] = []
    mistakes: list[Mistake] = []
    taken: dict[str, int] = {}
    for part in parts:
        if reason := _unusable(part, bounds):
            mistakes.append(Mistake(reason, part.at, {"name": line(part.name or part.id, _LONGEST)}))
        else:
            usable.append((_free(line(part.id) or "part", taken), part))
    return usable, mistakes


def _diagnostic(mistake: Mistake, places: Mapping[str, Place]) -> Diagnostic:
    return Diagnostic(mistake.code, places[mistake.at], mistake.parameters)


def _is_component(part: Part, described: set[str]) -> bool:
    return not part.optional or part.id in described or bool(part.purls or part.cpes)


def _unusable(part: Part, bounds: Bounds) -> str:
    """Say why a part cannot be a component; empty if it can."""
    named = part.name and (part.name.isprintable() or line(part.name))
    if not (named or part.purls or part.cpes):
        return "spdx_nameless"
    for each in (part.id, part.version, *part.purls, *part.cpes):
        if len(each) > bounds.text:
            return "spdx_identifier_too_long"
    return ""


def _free(wanted: str, taken: dict[str, int]) -> str:
    """Give a reference that nothing else has: the one wanted, else ``WANTED#2``, ``WANTED#3`` and so on."""
    if wanted not in taken:
        taken[wanted] = 1
        return wanted
    number = taken[wanted] + 1
    while (ref := f"{wanted}#{number}") in taken:
        number += 1
    taken[wanted] = number
    taken[ref] = 1
    return ref


def _component(ref: str, part: Part, parent: str) -> Component:
    """Make the component of a part."""
    purls, cpes = part.purls, part.cpes
    others = () if len(purls) <= 1 and len(cpes) <= 1 else (*map(line, purls[1:]), *map(line, cpes[1:]))
    return Component(
        ref,
        line(part.name) or line(next(iter((*purls, *cpes)), "")),
        part.version and line(part.version),
        part.purpose and line(part.purpose),
        "",
        part.supplier and line(part.supplier),
        line(purls[0]) if purls else "",
        line(cpes[0]) if cpes else "",
        part.at,
        parent,
        "",
        part.support_end and line(part.support_end),
        others,
    )


def _parents(draft: Draft, refs: Mapping[str, str]) -> dict[str, str]:
    """Say who is in what: the first that contains a thing, unless it is inside that thing itself."""
    found: dict[str, str] = {}
    for container, link, content in draft.links:
        if link is Link.CONTAINS and container in refs and content in refs:
            found.setdefault(refs[content], refs[container])
    seen: set[str] = set()
    for start in list(found):
        path: list[str] = []
        inside: set[str] = set()
        ref = start
        while ref in found and ref not in seen:
            if ref in inside:
                del found[ref]  # a circle: cut where it closes
                break
            path.append(ref)
            inside.add(ref)
            ref = found[ref]
        seen.update(path)
    return found


def _depends(draft: Draft, refs: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for source, link, target in draft.links:
        if link is Link.DEPENDS and source in refs and target in refs:
            found[refs[source]][refs[target]] = None
    return tuple((ref, tuple(targets)) for ref, targets in found.items())


def _root(draft: Draft, refs: Mapping[str, str], packages: set[str]) -> str:
    """Give what the bill is about: what the document describes, if that is one thing or one package."""
    described = [target for _, link, target in draft.links if link is Link.DESCRIBES and target in refs]
    chosen = list(dict.fromkeys(described))
    if len(chosen) > 1:
        chosen = [each for each in chosen if each in packages]
    return refs[chosen[0]] if len(chosen) == 1 else ""


def _notes(
    draft: Draft, refs: Mapping[str, str], root: str, repeated: Sequence[str], bounds: Bounds
) -> Iterator[Mistake]:
    known = draft.known | draft.documents | {part.id for part in draft.parts}
    lost = [end for source, _, target in draft.links for end in (source, target) if end not in known]
    described = {target for _, link, target in draft.links if link is Link.DESCRIBES and target in refs}
    if draft.created and not _DATE.fullmatch(draft.created):
        yield Mistake("spdx_date", "", {"found": line(draft.created, _LONGEST)})
    if repeated:
        yield _counted("spdx_repeated", repeated)
    if lost:
        yield _counted("spdx_references_lost", list(dict.fromkeys(lost)))
    if len(described) > 1 and not root:
        yield Mistake("spdx_several_roots", "", {"number": len(described)})
    cut = sum(len(each) > bounds.text for part in draft.parts for each in (part.name, part.supplier))
    if cut:
        yield Mistake("spdx_cut", "", {"number": cut, "limit": bounds.text})


def _counted(code: str, names: Sequence[str]) -> Mistake:
    shown = ", ".join(line(each, _LONGEST) for each in names[:_SHOWN])
    return Mistake(code, "", {"number": len(names), "names": shown + ("…" if len(names) > _SHOWN else "")})
