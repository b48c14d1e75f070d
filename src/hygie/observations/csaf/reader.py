"""Read a CSAF document: one advisory per vulnerability, with every product that it names.

Sources: CSAF 2.0 (OASIS standard, 18 November 2022), section 3.2; CSAF 2.1 for ``metrics``, ``cwes``,
``first_known_exploitation_dates`` and the categories of withdrawn and superseded documents.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.observations.advisory import Advisory, Affected
from hygie.observations.content import decode_json, mapping, mappings, refusal, text, unpack
from hygie.observations.csaf.affected import affected_of
from hygie.observations.csaf.exploits import exploitation_of, severities_of, severity_word_of, ssvc_of
from hygie.observations.csaf.names import other_names
from hygie.observations.csaf.product_tree import Problem, Tree, read_tree
from hygie.observations.csaf.statuses import Remedies, TooManyError, standings_of
from hygie.observations.csaf.trains import between
from hygie.observations.json_places import locate_all
from hygie.observations.reading import DEFAULT, Bounds, Reading

_VERSIONS: Final = frozenset(("2.0", "2.1"))
_WITHDRAWN: Final = frozenset(("csaf_withdrawn", "csaf_superseded"))
"""Categories of documents (2.1, sections 4.6 and 4.7) that no longer hold."""


def read_csaf(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Advisory] | Refusal:
    """Read a document of CSAF 2.0 or 2.1, of any profile.

    Every product that a vulnerability names by its status becomes one ``Affected`` of its advisory. What is
    set aside: a vulnerability or a product that cannot be read, and a product that is named but not defined.
    """
    unpacked = unpack(content, file, bounds)
    if isinstance(unpacked, Refusal):
        return unpacked
    data = decode_json(unpacked, file, bounds)
    if isinstance(data, Refusal):
        return data
    document = mapping(data, "document")
    version = text(document, "csaf_version", longest=20)
    if version not in _VERSIONS:
        return refusal("csaf_not_csaf", file, found=version)
    tree = read_tree(data, bounds)
    found = data.get("vulnerabilities")
    count = len(found) if isinstance(found, list) else 0
    if len(tree.products) + count > bounds.items:
        return refusal("csaf_too_many", file, limit=bounds.items)
    problems = [*tree.problems]
    try:
        items = _Document(document, tree, bounds, file, problems).advisories(found)
    except TooManyError:
        return refusal("csaf_too_many", file, limit=bounds.items)
    return _reading(tuple(items), problems, unpacked, file)


def _reading(
    items: tuple[Advisory, ...], problems: list[Problem], content: bytes, file: str
) -> Reading[Advisory]:
    if not problems:
        return Reading(items)
    places = locate_all(content, {each.at for each in problems}, file)
    said = [(each.lost, Diagnostic(each.code, places[each.at], each.parameters)) for each in problems]
    said.sort(key=lambda each: each[1].place)
    rejected = tuple(diagnostic for lost, diagnostic in said if lost)
    return Reading(items, rejected, tuple(diagnostic for lost, diagnostic in said if not lost))


class _Document:
    """What the advisories of one document share."""

    def __init__(
        self, document: Mapping[str, Any], tree: Tree, bounds: Bounds, file: str, problems: list[Problem]
    ) -> None:
        self._document = document
        self._tree = tree
        self._problems = problems
        self._remedies = Remedies(tree, bounds)
        self._products: dict[str, Affected] = {}
        self._ids: set[str] = set()
        self._urls = _urls(document)
        self._source = text(document, "publisher", "name", longest=200)
        tracking = mapping(document, "tracking")
        self._id = text(tracking, "id", longest=200)
        if not self._id:
            self._id = file.replace("\\", "/").rpartition("/")[2]
            problems.append(Problem("csaf_without_id", "/document/tracking", {"id": self._id}, lost=False))
        self._published = text(tracking, "initial_release_date", longest=40)
        self._modified = text(tracking, "current_release_date", longest=40)
        withdrawn = text(document, "category") in _WITHDRAWN
        self._withdrawn = (self._modified or self._published or "?") if withdrawn else ""
        if text(tracking, "status") == "draft":
            problems.append(Problem("csaf_draft", "/document/tracking/status", lost=False))

    def advisories(self, found: object) -> list[Advisory]:
        """Give the advisory of each vulnerability."""
        if found is not None and not isinstance(found, list):
            self._problems.append(Problem("csaf_vulnerability_unusable", "/vulnerabilities"))
        items = []
        for index, each in enumerate(found if isinstance(found, list) else ()):
            at = f"/vulnerabilities/{index}"
            if isinstance(each, dict):
                items.append(self._advisory(each, index, at))
            else:
                self._problems.append(Problem("csaf_vulnerability_unusable", at))
        return items

    def _advisory(self, data: Mapping[str, Any], index: int, at: str) -> Advisory:
        cve = text(data, "cve", longest=100)
        cwes = (text(data, "cwe", "id"), *(text(each, "id") for each in mappings(data, "cwes")))
        return Advisory(
            id=self._unique(cve, index),
            aliases=tuple(dict.fromkeys(name for name in (cve, *other_names(data, self._source)) if name)),
            title=text(data, "title") or text(self._document, "title"),
            published=self._published,
            modified=self._modified,
            withdrawn=self._withdrawn,
            severities=severities_of(data, self._source),
            severity_word=severity_word_of(data, self._document),
            exploitation=exploitation_of(data),
            automatable=ssvc_of(data, "automatable"),
            technical_impact=ssvc_of(data, "technical impact"),
            affected=self._affected(data, at, cve or str(index + 1)),
            references=tuple(dict.fromkeys((*_urls(data), *self._urls))),
            cwes=tuple(dict.fromkeys(cwe for cwe in cwes if cwe)),
        )

    def _unique(self, cve: str, index: int) -> str:
        found = f"{self._id}#{cve or index + 1}"
        if found in self._ids:
            found = f"{self._id}#{index + 1}"
        self._ids.add(found)
        return found

    def _affected(self, data: Mapping[str, Any], at: str, named: str) -> tuple[Affected, ...]:
        standings = standings_of(data, at, named, self._tree, self._problems)
        remedies = self._remedies.of(data, at, standings, self._problems)
        replace = msgspec.structs.replace
        products = {
            id_: replace(self._product(id_), standing=standing, remedies=remedies.get(id_, ()))
            for id_, standing in standings.items()
        }
        return (*products.values(), *between(mapping(data, "product_status"), products))

    def _product(self, id_: str) -> Affected:
        if id_ not in self._products:
            self._products[id_] = affected_of(self._tree.products[id_])
        return self._products[id_]


def _urls(data: Mapping[str, Any]) -> tuple[str, ...]:
    found = (text(each, "url") for each in mappings(data, "references"))
    return tuple(dict.fromkeys(url for url in found if url))
