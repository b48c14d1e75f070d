"""Bills to read: what hypothesis makes up, their XML, and a walk through them that is not the reader's."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=6)
TEXTS = ("version", "group", "purl", "cpe", "publisher", "author")


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


PART = st.deferred(
    lambda: st.fixed_dictionaries(
        {"name": TEXT, "type": st.sampled_from(["library", "device", "firmware", "odd"])},
        optional={
            **dict.fromkeys(TEXTS, TEXT),
            "bom-ref": TEXT,
            "supplier": _some(name=TEXT),
            "manufacturer": _some(name=TEXT),
            "authors": st.lists(_some(name=TEXT), max_size=2),
            "properties": st.lists(
                st.fixed_dictionaries(
                    {
                        "name": st.sampled_from(["Level of Support", "x:End-of-Support", "other"]),
                        "value": TEXT,
                    }
                ),
                max_size=3,
            ),
            "components": st.lists(PART, max_size=2),
        },
    )
)
BILL = st.fixed_dictionaries(
    {"bomFormat": st.just("CycloneDX"), "specVersion": st.sampled_from(["1.2", "1.6", "1.9"])},
    optional={
        "serialNumber": TEXT,
        "metadata": _some(
            timestamp=TEXT, component=PART, supplier=_some(name=TEXT), manufacture=_some(name=TEXT)
        ),
        "components": st.lists(PART, max_size=4),
        "dependencies": st.lists(
            st.fixed_dictionaries({"ref": TEXT}, optional={"dependsOn": st.lists(TEXT, max_size=3)}),
            max_size=3,
        ),
    },
)


def parts(value: Any) -> Iterator[Any]:
    """Walk the components of a bill, without the code under test."""
    for owner in (value.get("metadata", {}).get("component"), *value.get("components", [])):
        if owner is not None:
            yield owner
            yield from parts({"components": owner.get("components", [])})


def as_xml(data: dict[str, Any]) -> str:
    """Write a bill in XML, as the schemas order it."""
    lines = "".join(
        f"<dependency ref={quoteattr(each['ref'])}>"
        + "".join(f"<dependency ref={quoteattr(to)}/>" for to in each.get("dependsOn", []))
        + "</dependency>"
        for each in data.get("dependencies", [])
    )
    serial = f" serialNumber={quoteattr(data['serialNumber'])}" if "serialNumber" in data else ""
    metadata = data.get("metadata", {})
    inside = f"<timestamp>{escape(metadata['timestamp'])}</timestamp>" if "timestamp" in metadata else ""
    inside += _part_as_xml(metadata["component"]) if "component" in metadata else ""
    inside += "".join(_organisation(metadata, key) for key in ("manufacture", "supplier"))
    parts = "".join(map(_part_as_xml, data.get("components", [])))
    return (
        f'<bom xmlns="http://cyclonedx.org/schema/bom/{data["specVersion"]}"{serial}>'
        f"<metadata>{inside}</metadata><components>{parts}</components><dependencies>{lines}</dependencies></bom>"
    )


def _organisation(owner: dict[str, Any], key: str) -> str:
    if key not in owner:
        return ""
    return f"<{key}>" + "".join(f"<name>{escape(name)}</name>" for name in owner[key].values()) + f"</{key}>"


def _part_as_xml(part: dict[str, Any]) -> str:
    ref = f" bom-ref={quoteattr(part['bom-ref'])}" if "bom-ref" in part else ""
    inside = "".join(f"<{key}>{escape(part[key])}</{key}>" for key in ("name", *TEXTS) if key in part)
    inside += "".join(_organisation(part, key) for key in ("supplier", "manufacturer"))
    people = "".join(_organisation({"author": each}, "author") for each in part.get("authors", []))
    extras = "".join(
        f"<property name={quoteattr(each['name'])}>{escape(each['value'])}</property>"
        for each in part.get("properties", [])
    )
    held = "".join(map(_part_as_xml, part.get("components", [])))
    left = "<pedigree><ancestors><component><name>old</name></component></ancestors></pedigree>"
    return (
        f"<component type={quoteattr(part['type'])}{ref}>{inside}<authors>{people}</authors>{left}"
        f"<properties>{extras}</properties><components>{held}</components></component>"
    )
