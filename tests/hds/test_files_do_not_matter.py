"""Verdicts depend on what is declared, not on how the files hold it."""

from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.dossiers import TODAY, conforming
from tests.support.mutations import disturb
from tests.support.plain import Plain

from hygie.assessment.study import Study
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier


def _text(data: Any, random: Random) -> str:
    """Write data as YAML in one of several styles, with comments between the lines."""
    written = yaml.dump(
        data,
        Dumper=Plain,
        allow_unicode=True,
        sort_keys=False,
        indent=random.choice((2, 4)),
        default_flow_style=random.choice((None, False)),
        width=random.choice((60, 200)),
    )
    lines = []
    for line in written.splitlines():
        # A comment at column 0 between two top-level keys can stand inside no value.
        if line[:1].isalpha() and random.random() < 0.3:
            lines.append("# une remarque : [ou pas]")
        lines.append(line)
    return "\n".join(lines) + "\n"


def _split(data: dict[str, Any], random: Random) -> dict[str, str]:
    """Spread sections over files: lists in pieces, mappings by key, names at random."""
    manifest = {key: data[key] for key in ("format", "organization", "roles", "policy") if key in data}
    pieces: list[dict[str, Any]] = []
    for section, value in data.items():
        if section in manifest or section == "people":
            continue
        if isinstance(value, list) and len(value) > 1 and random.random() < 0.7:
            cut = random.randrange(1, len(value))
            pieces += [{section: value[:cut]}, {section: value[cut:]}]
        elif section == "isms" and "unknown" not in value and len(value) > 1:
            pieces += [{section: {key: item}} for key, item in value.items()]
        else:
            pieces.append({section: value})
    random.shuffle(pieces)
    files = {"hygie.yaml": _text(manifest, random), "people.yaml": _text({"people": data["people"]}, random)}
    for number, piece in enumerate(pieces):
        files[f"{random.choice(('', 'a/', 'z/b/'))}part-{number}.yaml"] = _text(piece, random)
    return files


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def _summary(folder: Path) -> dict[str, tuple[object, ...]]:
    dossier = load_dossier(folder)
    assert isinstance(dossier, Dossier), dossier
    verdicts = Study(dossier, TODAY).verdicts["hds-2.0"]
    return {
        name: (
            verdict.status,
            verdict.strength,
            frozenset(reason.code for reason in verdict.reasons),
            frozenset(dossier.address(missing.path) for missing in verdict.missing),
            frozenset(item.code for item in verdict.reservations),
        )
        for name, verdict in verdicts.items()
    }


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1).map(Random))
def test_order_comments_styles_and_files_change_no_verdict(tmp_path_factory: Any, random: Random) -> None:
    data = conforming()
    disturb(data, random, random.choice((0, 3, 12)))
    whole = {"hygie.yaml": _text({key: value for key, value in data.items() if key != "people"}, random)}
    whole["people.yaml"] = _text({"people": data["people"]}, random)
    one = _write(tmp_path_factory.mktemp("one"), whole)
    many = _write(tmp_path_factory.mktemp("many"), _split(data, random))
    assert _summary(one) == _summary(many)
