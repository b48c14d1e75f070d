"""``hygie import`` and ``hygie export`` of systems, as a person uses them, in French."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Hygie
from tests.cli.conftest import hygie as run_hygie
from tests.composition import exchange_samples as samples
from tests.composition import mal_models

hygie = run_hygie


@pytest.fixture
def dossier(hygie: Hygie, tmp_path: Path) -> Path:
    hygie("init", tmp_path / "d", "--role", "vendor", language="fr")
    return tmp_path / "d"


def test_an_import_makes_one_file_and_never_overwrites(hygie: Hygie, dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "Télésurveillance v2.json").write_text(json.dumps(samples.OTM))
    given = ("import", "otm", tmp_path / "Télésurveillance v2.json", dossier)
    first = hygie(*given, language="fr")
    written = dossier / "systems" / "telesurveillance-v2.yaml"
    assert (first.code, written.is_file()) == (0, True)
    assert "telesurveillance-v2.yaml" in first.out
    assert "Watch" in first.err
    content = written.read_bytes()
    second = hygie(*given, language="fr")
    assert second.code == 2
    assert written.read_bytes() == content
    assert [path.name for path in (dossier / "systems").iterdir()] == [written.name]


def test_mal_needs_its_language(hygie: Hygie, dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(json.dumps(mal_models.model_data(12, 1)))
    without = hygie("import", "mal", tmp_path / "m.json", dossier, language="fr")
    brought = hygie(
        "import", "mal", tmp_path / "m.json", dossier, "--language", mal_models.LANGUAGE, language="fr"
    )
    useless = hygie(
        "import", "otm", tmp_path / "m.json", dossier, "--language", mal_models.LANGUAGE, language="fr"
    )
    assert (without.code, brought.code, useless.code) == (2, 0, 2)
    assert without.err.startswith("--language: ")
    assert useless.err.startswith("--language: ")
    assert (dossier / "systems" / "m.yaml").is_file()


@pytest.mark.parametrize("kind", ["cyclonedx", "otm", "threagile"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00", b"<a/>"])
def test_a_file_that_cannot_be_used_changes_nothing(
    hygie: Hygie,
    dossier: Path,
    tmp_path: Path,
    kind: str,
    content: bytes,
) -> None:
    (tmp_path / "m.json").write_bytes(content)
    assert hygie("import", kind, tmp_path / "m.json", dossier, language="fr").code == 2
    assert not list(dossier.glob("systems/m.yaml"))


def test_exports(hygie: Hygie, dossier: Path, tmp_path: Path) -> None:
    nothing = hygie("export", "mermaid", dossier, "-o", tmp_path / "a.mmd", language="fr")
    (tmp_path / "m.yaml").write_text(samples.THREAGILE)
    hygie("import", "threagile", tmp_path / "m.yaml", dossier, language="fr")
    drawn = hygie("export", "mermaid", dossier, "-o", tmp_path / "b.mmd", language="fr")
    bill = hygie("export", "cyclonedx", dossier, "-o", tmp_path / "b.json", language="fr")
    wrong = hygie("export", "cyclonedx", dossier, "-o", tmp_path / "b.xlsx", language="fr")
    assert (nothing.code, drawn.code, bill.code, wrong.code) == (2, 0, 0, 2)
    assert (tmp_path / "b.mmd").read_text().startswith("flowchart LR")
    assert json.loads((tmp_path / "b.json").read_bytes())["specVersion"] == "1.6"
    assert drawn.out == bill.out == ""
    assert "b.json" in bill.err
    assert not (tmp_path / "b.xlsx").exists()
