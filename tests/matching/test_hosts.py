"""A part within a host: the same part elsewhere is for a person to check; and how sure each identity is."""

import pytest

from hygie.matching.fleet import Fleet, delta
from hygie.matching.index import index_of
from hygie.matching.match import match
from hygie.observations.advisory import Advisory, Affected, Range, Standing
from hygie.observations.bill import Component

BELOW_TWO = (Range(fixed="2.0"),)
DEVICE = Affected(vendor="Acme", product="Ward Monitor", model="W-1")
CPE = "cpe:2.3:a:acme:lib:{}:*:*:*:*:*:*:*"
PACKAGE = Component("r", "x", purl="pkg:npm/lib@1.0.0")
BY_CPE = Component("r", "x", "1.0", cpe=CPE.format("1.0"))
BY_NAME = Component("r", "lib", "1.0", supplier="Acme")
RPM = Component("r", "x", purl="pkg:rpm/redhat/lib@1.0-1?distro=rhel-8.6")


def found(component: Component, *affected: Affected) -> list[tuple[str, str, dict[str, object]]]:
    index = index_of([Advisory("A-1", affected=affected)])
    hits = [(hit.state.name, hit.code, dict(hit.parameters)) for hit in match([component], [index]).hits()]
    fleet = Fleet()
    fleet.add("a", [component])
    assert [(hit.state.name, hit.code, dict(hit.parameters)) for hit in delta(fleet, index).hits()] == hits
    return hits


def lib(within: Affected | None, standing: Standing = Standing.AFFECTED, **more: object) -> Affected:
    told: dict[str, object] = {
        "ecosystem": "npm", "package": "lib", "cpes": (CPE.format("*"),), "vendor": "Acme", "product": "lib",
        "ranges": BELOW_TWO, "within": within, "standing": standing, **more,
    }  # fmt: skip
    return Affected(**told)  # type: ignore[arg-type]


ONLY = [("TO_CHECK", "only_within", {"host": "Acme Ward Monitor W-1"})]


@pytest.mark.parametrize("component", [PACKAGE, BY_CPE, BY_NAME], ids=["purl", "cpe", "name"])
def test_a_part_elsewhere_is_to_be_checked_by_every_route(component: Component) -> None:
    assert [hit[0] for hit in found(component, lib(None))] == ["AFFECTED"]
    assert found(component, lib(DEVICE)) == ONLY
    assert [hit[0] for hit in found(component, lib(DEVICE), lib(None))] == ["AFFECTED"]


@pytest.mark.parametrize("component", [PACKAGE, BY_CPE, BY_NAME], ids=["purl", "cpe", "name"])
@pytest.mark.parametrize("standing", [Standing.FIXED, Standing.NOT_AFFECTED])
def test_what_is_denied_within_a_host_is_denied_there_only(component: Component, standing: Standing) -> None:
    other = Affected(vendor="Acme", product="Pump")
    denied = lib(other, standing)
    assert found(component, lib(DEVICE), denied) == found(component, denied, lib(DEVICE)) == ONLY
    assert [hit[0] for hit in found(component, lib(None), denied)] == ["AFFECTED"]
    assert found(component, denied) == []


def test_versions_that_the_record_leaves_out_are_left_out() -> None:
    assert found(Component("r", "x", purl="pkg:npm/lib@2.0.0"), lib(DEVICE)) == []
    assert found(PACKAGE, lib(DEVICE, expressions=("all versions",), ranges=())) == ONLY


@pytest.mark.parametrize(
    ("host", "state"),
    [
        (Affected(product="Red Hat Enterprise Linux 8", cpes=("cpe:/o:redhat:enterprise_linux:8",)), "AFFECTED"),
        (Affected(product="Red Hat Enterprise Linux 8", cpes=("cpe:/o:redhat:enterprise_linux:8.6::baseos",)), "AFFECTED"),
        (Affected(product="Red Hat Enterprise Linux 9", cpes=("cpe:/o:redhat:enterprise_linux:9",)), "TO_CHECK"),
        (Affected(vendor="Red Hat", product="Red Hat Enterprise Linux"), "AFFECTED"),
        (Affected(vendor="Acme", product="Ward Monitor", cpes=("cpe:/o:acme:monitor:8",)), "TO_CHECK"),
        (Affected(vendor="Acme", product="Ward Monitor"), "TO_CHECK"),
    ],
)  # fmt: skip
def test_a_package_of_a_distribution_is_within_it(host: Affected, state: str) -> None:
    told = Affected("rhel:8", "lib", ranges=(Range(fixed="0:2.0-1"),), within=host)
    assert [hit[0] for hit in found(RPM, told)] == [state]
    assert [hit[0] for hit in found(PACKAGE, lib(host))] == ["TO_CHECK"]


@pytest.mark.parametrize(
    ("component", "told", "identity"),
    [
        (PACKAGE, lib(None), ""),
        (BY_CPE, lib(None), "cpe_same_product"),
        (Component("r", "x", cpe=CPE.format("*")), lib(None), "cpe_same_product"),
        (BY_NAME, lib(None), "names_exact"),
        (BY_NAME, lib(DEVICE), "names_exact"),
        (Component("r", "lib", "1.0", supplier="Acme", type="library"), Affected(product="lib", ranges=BELOW_TWO), "names_library"),
        (Component("r", "lib", "1.0"), lib(None), "names_product_only"),
        (Component("r", "lib deluxe", "1.0", supplier="Acme"), Affected(vendor="Acme", product="lib", everything=True), "names_similar"),
        (Component("r", "lib deluxe", "soon", supplier="Acme"), Affected(vendor="Acme", product="lib", ranges=BELOW_TWO), "names_similar"),
    ],
)  # fmt: skip
def test_why_it_is_the_same_product_is_told_besides_the_version(
    component: Component, told: Affected, identity: str
) -> None:
    matched = match([component], [index_of([Advisory("A-1", affected=(told,))])])
    assert [hit.identity for hit in matched.hits()] == [identity]
