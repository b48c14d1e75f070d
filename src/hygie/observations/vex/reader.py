"""Which VEX a file is, and its statements."""

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.observations.content import Plain, decode_json, mapping, refusal, text, unpack
from hygie.observations.json_places import locate_all
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.statement import Statement
from hygie.observations.vex.collected import Collected


def read_vex(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Statement] | Refusal:
    """Read the statements of an OpenVEX, CycloneDX (JSON) or CSAF file; nothing is raised.

    ``total`` counts: the statements of OpenVEX; the vulnerabilities of CycloneDX, one with versions of
    several standings counting once for each; the (vulnerability, product, standing) of CSAF, and its
    vulnerabilities without a name or a product, and its groups of products without a status.
    """
    found = unpack(content, file, bounds)
    data = found if isinstance(found, Refusal) else decode_json(found, file, bounds)
    if isinstance(found, Refusal) or isinstance(data, Refusal):
        return data
    if not isinstance(data, dict):
        return refusal("vex_not_vex", file)
    entries = _entries(data)
    if entries is None:
        return refusal("vex_not_vex", file)
    if len(entries) > bounds.items:
        return refusal("vex_too_many", file, limit=bounds.items)
    collected = _collected(data, file, bounds)
    if len(collected.items) > bounds.items:
        return refusal("vex_too_many", file, limit=bounds.items)
    places = locate_all(found, {each.at for each in (*collected.rejected, *collected.notes)}, file)
    rejected, notes = (
        tuple(Diagnostic(each.code, places[each.at], each.parameters) for each in remarks)
        for remarks in (collected.rejected, collected.notes)
    )
    return Reading(tuple(collected.items), rejected, notes)


def _collected(data: Plain, file: str, bounds: Bounds) -> Collected:
    """Gather the statements, importing only what the format needs."""
    collected = Collected()
    if _is_csaf(data):
        from hygie.observations.vex.csaf_vex import read_csaf_vex  # noqa: PLC0415

        read_csaf_vex(data, collected, bounds)
    elif "statements" in data:
        from hygie.observations.vex.openvex import read_openvex  # noqa: PLC0415

        read_openvex(data, collected, bounds)
    else:
        from hygie.observations.vex.cyclonedx import read_cyclonedx  # noqa: PLC0415

        read_cyclonedx(data, file, collected, bounds)
    return collected


def _entries(data: Plain) -> list[object] | None:
    """Give what the file lists; nothing if it is none of the three formats."""
    if _is_csaf(data):
        found = data.get("vulnerabilities", [])
    elif "openvex" in text(data, "@context").lower() or "statements" in data:
        found = data.get("statements")
    elif text(data, "bomFormat").lower() == "cyclonedx" or isinstance(data.get("vulnerabilities"), list):
        found = data.get("vulnerabilities", [])
    else:
        return None
    return found if isinstance(found, list) else None


def _is_csaf(data: Plain) -> bool:
    document = mapping(data, "document")
    return "csaf_version" in document or text(document, "category").lower().startswith("csaf")
