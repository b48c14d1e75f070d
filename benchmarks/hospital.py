"""How long the reference hospital takes: 3,000 instances written one by one, 60 types, from its YAML.

The floor is what PyYAML's C parser takes merely to compose the same text.

uv run benchmarks/hospital.py [--instances 3000] [--rounds 5]
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import yaml

from hygie.composition.analysis.analyse import Analyst, Asked, analyse_dossier
from hygie.composition.language.read import read_systems
from hygie.composition.lowering.lower import Lowering
from hygie.kernel.diagnostic import Refusal

KINDS = 60
TYPE = """\
  device-{number}:
    title: Device of kind {number}
    version: "1.{number}"
    ports:
      lan: {{in: [reach.ip, command.hl7], out: [reach.ip, command.hl7]}}
      service: {{in: [session.admin, physical.touch], out: [therapy.integrity]}}
    parts:
      system: {{kind: operating-system, access: {{network: [lan.reach.ip], physical: [service.physical.touch]}}}}
      controller: {{kind: firmware, on: system}}
    assets:
      therapy-{number}: {{title: Therapy, on: controller, needs: {{availability: 4, integrity: 4, confidentiality: 1, auditability: 1}}}}
      records: {{title: Records, on: system, needs: {{availability: 2, integrity: 2, confidentiality: 3, auditability: 2}}}}
    steps:
      default-password: {{any: [lan.reach.ip], difficulty: {difficulty}, time: 2h, takes: [system.control]}}
      order: {{all: [lan.command.hl7, records.integrity], difficulty: moderate, loses: [therapy-{number}.integrity]}}
      service-session: {{any: [service.session.admin], difficulty: low, takes: [system.control]}}
      pivot: {{any: [system.control], difficulty: low, time: 1d, emits: [lan.reach.ip, lan.command.hl7]}}
      harm: {{any: [therapy-{number}.integrity], emits: [service.therapy.integrity], detect: {{by: alarm, within: 5min}}}}
    controls:
      password: {{title: Own passwords, guards: [default-password], cost: 0.5, implements: [A.5.17]}}
      alarm: {{title: Alarm, implements: [A.8.16]}}
      signed: {{title: Signed orders, guards: [order], cost: 12, per: type}}
    assumes:
      segmented: {{text: Only its own segment reaches it, falsifies: [lan.reach.ip]}}
    configurable: [password, alarm, signed]
"""  # noqa: E501 - YAML as people write it
SEGMENT = """\
  segment:
    title: Network segment
    kind: network
    ports:
      members: {in: [reach.ip, command.hl7], out: [reach.ip, command.hl7]}
      core: {in: [reach.ip], out: [reach.ip]}
    steps:
      across: {any: [members.reach.ip], emits: [members.reach.ip, core.reach.ip]}
      orders: {any: [members.command.hl7], emits: [members.command.hl7]}
      inwards: {any: [core.reach.ip], difficulty: low, emits: [members.reach.ip]}
    controls:
      filter: {title: Filter between segments, guards: [inwards], cost: 3, implements: [A.8.22]}
    configurable: [filter]
  outside:
    title: Outside
    ports: {link: {in: [reach.ip], out: [reach.ip]}}
    steps: {pass: {any: [link.reach.ip], difficulty: moderate, emits: [link.reach.ip]}}
"""
SYSTEM = """\
systems:
  hospital:
    title: Reference hospital
    modes: [nominal, isolated]
    zones: {inside: {title: Inside}}
    origins: {internet: {title: Internet, has: [outside.link.reach.ip], level: 4}}
    components:
      outside: {type: outside}"""
SEGMENT_HERE = "      segment-{n}: {{type: segment, zone: inside, controls: {{filter: {filtered}}}}}"
DEVICE_HERE = """\
      device-{n}:
        {{type: device-{kind}, zone: inside, controls: {{password: {own}}}, unused: [service]}}"""
DIFFICULTIES = ("low", "moderate", "high")


def written(instances: int, *, mixed: bool = False) -> str:
    """Write the hospital: each device by itself, in segments of a hundred.

    A segment serves one care unit, whose devices are of a few kinds; ``mixed`` spreads all kinds over all
    segments, so that few instances stand alike.
    """
    segments = max(1, instances // 100)
    kinds = KINDS - 2
    devices = instances - segments - 1
    lines = ["language: 1", "types:"]
    lines += [TYPE.format(number=n, difficulty=DIFFICULTIES[n % 3]) for n in range(KINDS - 2)]
    lines += [SEGMENT, SYSTEM]
    lines += [SEGMENT_HERE.format(n=n, filtered=str(n % 3 == 0).lower()) for n in range(segments)]
    for n in range(devices):
        kind = n % kinds if mixed else (n % segments * 2 + n // segments % 2) % kinds
        lines.append(DEVICE_HERE.format(n=n, kind=kind, own=str(n % 7 == 0).lower()))
    lines.append("    wires:")
    lines += [
        f"      - {{between: [segment-{n}.core, outside.link], modes: [nominal]}}" for n in range(segments)
    ]
    lines += [
        f"      - {{between: [segment-{n % segments}.members, device-{n}.lan]}}" for n in range(devices)
    ]
    return "\n".join([*lines, ""])


def timed(work: Callable[[], object], rounds: int) -> float:
    """Give the median of the seconds that some work takes."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return median(found)


def main() -> None:
    """Time the hospital and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--instances", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mixed", action="store_true", help="all kinds of devices in all segments")
    options = parser.parse_args()
    text = written(options.instances, mixed=options.mixed)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "systems").mkdir()
        (root / "systems" / "hospital.yaml").write_text(text)
        analyse_dossier(root, None, Asked(cuts=False))  # imports, what is compiled, and what is read once
        floor = timed(lambda: yaml.compose(text, Loader=yaml.CSafeLoader), options.rounds)
        whole = timed(lambda: analyse_dossier(root, None, Asked(cuts=False)), options.rounds)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        advised = timed(lambda: analyse_dossier(root, None), 1)
        read = timed(lambda: read_systems(root), options.rounds)
        composition = read_systems(root)
        assert not isinstance(composition, Refusal), composition.mistakes[:3]
        lowering = Lowering(composition)
        body = composition.declared.systems["hospital"]

        def losses(*what_if: str) -> list[int]:
            analyst = Analyst(lowering, "hospital", body, Asked(what_if=what_if))
            return [rating.likelihood for rating in analyst.ratings]

        before, after = losses(), losses("+filter@segment", "-alarm@device-1")
        assert before != after
        kept = Analyst(lowering, "hospital", body, Asked())
        kept.ratings  # noqa: B018 - computed once, kept
        edit = timed(lambda: losses("+filter@segment"), options.rounds)
    size = kept.size
    lines = len(text.splitlines())
    print(f"{lines:,} lines, {size.instances:,} instances, {size.types} types, {size.classes} classes")
    print(f"compose the YAML: {floor * 1000:.0f} ms")
    print(f"read and check: {read / floor:.2f} x")
    print(f"whole analysis, every loss with its path: {whole / floor:.2f} x, peak {peak:.0f} MiB")
    print(f"the same with the cheapest cuts: {advised / floor:.2f} x")
    print(f"a what-if in a live process: {edit * 1000:.1f} ms, {edit / whole:.1%} of the whole")


if __name__ == "__main__":
    main()
