"""Small files in the composition language, in which a mark (⟦) shows where the mistake is."""

from pathlib import Path

from hygie.composition.language.read import Composition, read_types
from hygie.kernel.diagnostic import Diagnostic, Refusal

MARK = "⟦"
FILE = "systems/all.yaml"

PUMP = """\
  pump:
    title: Pump
    version: "2.3"
    ports:
      lan: {in: [reach.ip, command.hl7], out: [reach.ip]}
      usb: {in: [physical.touch]}
      patient: {out: [dose.integrity]}
    parts:
      os: {kind: operating-system}
      app: {on: os}
    assets:
      therapy: {title: Therapy, on: app}
    controls:
      signature: {title: Signature, guards: [tamper]}
      log: {title: Log}
    assumes:
      vlan: {text: Behind a VLAN, falsifies: [lan.reach.ip]}
    steps:
      rce: {any: [lan.reach.ip], takes: [os.control]}
      tamper: {all: [rce, app.control], loses: [therapy.integrity], detect: {by: log}}
      overdose: {any: [tamper], emits: [patient.dose.integrity]}
    guarantees:
      dose: {never: [patient.dose.integrity], given: [vlan, signature]}
    configurable: [signature, therapy, os]
"""

SWITCH = """\
  switch:
    title: Switch
    ports:
      inside: {in: [reach.ip], out: [reach.ip]}
      outside: {in: [reach.ip], out: [reach.ip]}
    steps:
      inwards: {any: [outside.reach.ip], emits: [inside.reach.ip]}
      outwards: {any: [inside.reach.ip], emits: [outside.reach.ip]}
"""

TYPES = "types:\n" + PUMP + SWITCH

HOSPITAL = """\
systems:
  hospital:
    title: Hospital
    modes: [nominal, isolated]
    zones: {wards: {title: Wards}}
    components:
      net: {type: switch}
      pumps: {type: pump, count: 4, zone: wards, unused: [usb]}
    wires:
      - {between: [net.inside, pumps.lan], modes: [nominal]}
    origins:
      visitor: {title: Visitor, has: [net.outside.reach.ip]}
"""


def valid() -> str:
    """Give a file without a mistake."""
    return TYPES + HOSPITAL


def changed(*replacements: tuple[str, str]) -> str:
    """Give the valid file with some words replaced, each of which stands in it."""
    text = valid()
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def typed(body: str, *others: str) -> str:
    """Give a file with one type ``it``, of which the body is given, beside the pump and the switch."""
    lines = "".join(f"    {line}\n" for line in ["title: It", *body.strip().splitlines()])
    return f"types:\n  it:\n{lines}{PUMP}{SWITCH}{''.join(others)}"


def mistakes_of(text: str) -> tuple[Diagnostic, ...]:
    """Read a file and give what is wrong with it."""
    read = read_types(text.replace(MARK, "").encode(), FILE)
    assert isinstance(read, Refusal | Composition)
    return read.mistakes if isinstance(read, Refusal) else ()


def marked(text: str) -> str:
    """Give the place of the mark, as it is once the mark is gone."""
    before = text[: text.index(MARK)]
    return f"{FILE}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
