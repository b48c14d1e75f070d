"""FEIMA-06: exchanged data is encrypted, and anonymised where it serves study or research (charter §3).

Care needs the patient's identity: there, only encryption is asked. An export for study or research is
anonymous when it withstands the three tests of opinion 05/2014; pseudonymised data stays personal, so that
it is not anonymised and needs a legal framework, and so does data that fails a test.
"""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import Anonymisation, DataFlow, Product
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.flows import each_flow, encrypted, exchanged, exported_for_study, some_flow
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "FEIMA-06"
TESTS = ("singling_out", "linkability", "inference")
PERSONAL = frozenset({"identified", "pseudonymised"})


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: encryption; c2: anonymity of exports for study; c3, c4: legal framework of what stays personal."""
    return per_product(facts, _case)


def _case(product: Product, facts: Facts) -> Case:
    path, flows = facts.path(product), facts.listed(product.flows)
    if flows is None:
        unknown = facts.lacks(product, "flows")
        return Case(tuple(Criterion(name, unknown) for name in ("c1", "c2", "c3", "c4")), path, unknown)
    applies = some_flow(product, flows, exchanged, "no_exchange", facts)
    criteria = (
        each_flow("c1", flows, exchanged, encrypted, facts),
        each_flow("c2", flows, exported_for_study, _anonymous, facts),
        each_flow("c3", flows, _identifying, _framed, facts),
        each_flow("c4", flows, _pseudonymised, _framed, facts),
    )
    return Case(criteria, path, applies)


# -- c2: anonymity -------------------------------------------------------------------------------------


def _anonymous(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether an export withstands the three tests; what is said to be personal is not anonymous."""
    identity = known(flow.identity)
    if identity is None:
        return facts.lacks(flow, "identity")
    if identity in PERSONAL:
        return facts.says(False, f"flow_{identity}", facts.path(flow, "identity"), flow=flow.name)
    tests = known(flow.anonymisation)
    if tests is None:
        return facts.lacks(flow, "anonymisation")
    made = facts.done(tests, "assessed", "anonymity_tests_to_come", flow=flow.name)
    return every((made, *(_withstood(tests, name, flow, facts) for name in TESTS)))


def _withstood(tests: Anonymisation, name: str, flow: DataFlow, facts: Facts) -> Check:
    outcome = known(getattr(tests, name))
    if outcome is None:
        return facts.lacks(tests, name)
    code = f"anonymity_{outcome}"
    path, word = facts.path(tests, name), Term("anonymity_test", name)
    return facts.says(outcome == "withstood", code, path, flow=flow.name, test=word)


# -- c3 and c4: what stays personal --------------------------------------------------------------------


def _identifying(flow: DataFlow, facts: Facts) -> Check:
    return every((exported_for_study(flow, facts), _is(flow, "identified", facts)))


def _pseudonymised(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether an export stays personal without naming people: pseudonymised, or failing a test."""
    return every(
        (
            exported_for_study(flow, facts),
            some((_is(flow, "pseudonymised", facts), _fails_a_test(flow, facts))),
        )
    )


def _is(flow: DataFlow, wanted: str, facts: Facts) -> Check:
    identity = known(flow.identity)
    return facts.lacks(flow, "identity") if identity is None else Check(Truth.of(identity == wanted))


def _fails_a_test(flow: DataFlow, facts: Facts) -> Check:
    identity = known(flow.identity)
    if identity is None:
        return facts.lacks(flow, "identity")
    tests = known(flow.anonymisation)
    if identity in PERSONAL:
        return Check(Truth.FALSE)
    if tests is None:
        return facts.lacks(flow, "anonymisation")
    return some(_failed(tests, name, facts) for name in TESTS)


def _failed(tests: Anonymisation, name: str, facts: Facts) -> Check:
    outcome = known(getattr(tests, name))
    return facts.lacks(tests, name) if outcome is None else Check(Truth.of(outcome == "not_withstood"))


def _framed(flow: DataFlow, facts: Facts) -> Check:
    framework = known(flow.legal_framework)
    path = facts.path(flow, "legal_framework")
    if isinstance(framework, str):
        return facts.says(True, "flow_within_legal_framework", path, flow=flow.name, framework=framework)
    if framework is None:
        return facts.lacks_at(path)
    return facts.says(False, "flow_without_legal_framework", path, flow=flow.name)
