"""Acceptance: every product of CISA's medical advisories ends as yes, no, or to be checked, with its reason."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hygie.kernel.diagnostic import Refusal
from hygie.matching.tolerant import Answer, judge_affected, judge_text
from hygie.observations.advisory import Advisory
from hygie.observations.csaf import read_csaf
from hygie.observations.csaf.affected import affected_of
from hygie.observations.csaf.product_tree import products
from hygie.wording.observed.csaf_names import SENTENCES

PLAIN = re.compile(r"(<=|<|>=|>)\s*([0-9]+(?:\.[0-9]+)*)")
DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+)+")


@pytest.fixture(scope="module")
def documents(request: pytest.FixtureRequest) -> list[tuple[Any, tuple[Advisory, ...]]]:
    data = request.config.getoption("--data")
    if data is None:
        pytest.skip("needs --data, the folder of the public data sets")
    found = []
    for path in sorted((Path(data) / "veille" / "csaf" / "icsma").glob("*.json")):
        read = read_csaf(path.read_bytes(), path.name)
        assert not isinstance(read, Refusal)
        assert read.rejected == ()
        found.append((json.loads(path.read_bytes()), read.items))
    assert len(found) == 117
    return found


def leaves(branches: list[Any]) -> Iterator[tuple[str, str]]:
    """Walk plainly: (product id, version node) of each leaf."""
    for branch in branches:
        if "product" in branch:
            yield branch["product"]["product_id"], branch["name"]
        yield from leaves(branch.get("branches", []))


def kind(node: str) -> str:
    if node == "vers:all/*":
        return "everything"
    if PLAIN.fullmatch(node):
        return "plain operator"
    if re.match(r"[<>=]", node):
        return "other operator"
    return "plain version" if re.fullmatch(r"[A-Za-z]?[0-9]+(\.[0-9]+)*", node) else "free text"


def panel(node: str) -> list[str]:
    """Versions held against a node: its own, one below, one above, none, junk."""
    own = DOTTED.search(node)
    numbers = [int(n) for n in own[0].split(".")] if own else [3, 1]
    below = [*numbers[:-1], numbers[-1] - 1] if numbers[-1] else [*numbers[:-2], numbers[-2] - 1, 9]
    above = [*numbers[:-1], numbers[-1] + 1]
    return [
        node,
        own[0] if own else "3.1",
        *(".".join(map(str, n)) for n in (below, above)),
        "",
        "see label; (2)",
    ]


@pytest.mark.realdata
def test_no_product_node_is_dropped_and_each_gets_an_answer(documents: list[Any]) -> None:
    split: Counter[tuple[str, Answer]] = Counter()
    nodes = named = 0
    for data, advisories in documents:
        of = dict(leaves(data["product_tree"]["branches"]))
        nodes += len(of)
        tree = products(data)
        assert tree.keys() == of.keys()
        for id_, product in tree.items():
            for version in panel(of[id_]):
                judgement = judge_affected(version, affected_of(product))
                SENTENCES[judgement.code].said.format(**judgement.parameters)
                split[kind(of[id_]), judgement.answer] += 1
            assert judge_affected("", affected_of(product)).answer is not Answer.NO
        for vulnerability, advisory in zip(data["vulnerabilities"], advisories, strict=True):
            ids = {id_ for status in vulnerability["product_status"].values() for id_ in status}
            assert len(advisory.affected) == len(ids)
            named += len(ids)
    assert nodes == 546
    assert split.total() == 6 * nodes
    assert named == 1462
    kinds = {name for name, _ in split}
    for name in sorted(kinds):
        print(f"{name:16}", {answer.value: split[name, answer] for answer in Answer})  # noqa: T201 - shown by -s
    assert split["everything", Answer.NO] == split["everything", Answer.TO_CHECK] == 0
    for name in ("plain operator", "plain version"):
        assert split[name, Answer.YES], name
        assert split[name, Answer.NO], name


@pytest.mark.realdata
def test_plain_operators_agree_with_tuples(documents: list[Any]) -> None:
    held = 0
    for data, _ in documents:
        for _, node in leaves(data["product_tree"]["branches"]):
            found = PLAIN.fullmatch(node)
            if found is None:
                continue
            bound = [int(n) for n in found[2].split(".")]
            for last in (-1, 0, 1):
                mine = [*bound[:-1], bound[-1] + last]
                if mine[-1] < 0:
                    continue
                expected = {"<": mine < bound, "<=": mine <= bound, ">": mine > bound, ">=": mine >= bound}[
                    found[1]
                ]
                text = found[2] if not last else ".".join(map(str, mine))
                answer = judge_text(text, node).answer
                widens = len(bound) == 2 and len(text) != len(found[2])  # 1.9 and 1.10: decimals?
                if widens or "0" in {part[0] for part in found[2].split(".")[1:] if len(part) > 1}:
                    assert answer in (Answer.TO_CHECK, Answer.YES if expected else Answer.NO), (text, node)
                else:
                    assert answer is (Answer.YES if expected else Answer.NO), (text, node)
                held += 1
    assert held > 200
