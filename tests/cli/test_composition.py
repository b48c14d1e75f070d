"""hygie composition: keys, summaries of types made and verified, what is refused and how it is said."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Hygie

PUMP = """
types:
  pump:
    title: Pump
    version: "2.3"
    ports: {lan: {in: [reach.ip]}, patient: {out: [dose.integrity]}}
    parts: {board: {}}
    assets: {library: {title: Library, on: board}}
    steps:
      enter: {any: [lan.reach.ip], takes: [board.control]}
      overdose: {all: [library.integrity], emits: [patient.dose.integrity]}
    controls: {limit: {title: Limit, guards: [overdose]}}
    guarantees: {kept: {never: [patient.dose.integrity], given: [limit]}, quiet: {never: [patient.dose.integrity]}}
    configurable: [limit]
"""


@pytest.fixture
def pump(tmp_path: Path) -> Path:
    file = tmp_path / "pump.yaml"
    file.write_text(PUMP, encoding="utf-8")
    return file


class Owner:
    """A publisher: a private key in a file, and its public key."""

    def __init__(self, hygie: Hygie, file: Path) -> None:
        answer = hygie("composition", "key", "-o", file)
        assert answer.code == 0
        self.file = file
        self.public = answer.out.strip()


@pytest.fixture
def owner(hygie: Hygie, tmp_path: Path) -> Owner:
    return Owner(hygie, tmp_path / "key.pem")


def test_a_key_is_for_its_owner_s_eyes(owner: Owner) -> None:
    assert len(owner.public) == 44
    assert owner.file.read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----")
    if os.name == "posix":
        assert stat.S_IMODE(owner.file.stat().st_mode) == 0o600


@pytest.mark.parametrize("command", [("key",), ("publish", "library/vlan")])
def test_a_key_is_never_overwritten(hygie: Hygie, owner: Owner, command: tuple[str, ...]) -> None:
    before = owner.file.read_bytes()

    answer = hygie("composition", *command, "-o", owner.file)

    assert answer.code == 2
    assert answer.err == (
        f"{owner.file}:1:1: This file exists, and keys are never overwritten. Give another name.\n"
    )
    assert owner.file.read_bytes() == before


def test_a_key_is_not_written_over_any_other_file(hygie: Hygie, pump: Path) -> None:
    assert hygie("composition", "key", "-o", pump).code == 2
    assert pump.read_text(encoding="utf-8") == PUMP


def test_a_key_that_cannot_be_written_is_told_so(hygie: Hygie, tmp_path: Path) -> None:
    answer = hygie("composition", "key", "-o", tmp_path / "nowhere" / "key.pem")

    assert answer.code == 2
    assert str(tmp_path / "nowhere" / "key.pem") in answer.err


@pytest.mark.parametrize("named", [("pump",), ()])
def test_a_type_is_published_and_verified(
    hygie: Hygie, pump: Path, owner: Owner, named: tuple[str, ...]
) -> None:
    made = pump.with_name("pump.json")

    answer = hygie("composition", "publish", *named, "--type", pump, "-o", made, "--key", owner.file)

    assert (answer.code, answer.out) == (0, "")
    assert answer.err == f"Summary written to {made.as_posix()}\nSigned by {owner.public}\n"
    verified = hygie("composition", "verify", made, "--key", owner.public)
    assert verified.code == 0
    assert verified.out.split() == [
        *["“pump”,", "version", "2.3:", "the", "summary", "is", "whole", "and", "signed", "by"],
        *[f"{owner.public}.", json.loads(made.read_bytes())["digest"]],
        *["Exploitability", "policy:", "2026.1"],
        *["2", "ports", "1", "asset", "1", "control", "left", "to", "you", "0", "assumptions"],
        *["guarantee", "kept:", "kept", "guarantee", "quiet:", "not", "kept"],
        *["2", "unknowns", "inside,", "taken", "at", "their", "worst"],
    ]


def test_a_type_of_a_dossier_is_published(
    hygie: Hygie, pump: Path, owner: Owner, conforming_folder: Path
) -> None:
    (conforming_folder / "systems").mkdir()
    (conforming_folder / "systems" / "pump.yaml").write_text(PUMP, encoding="utf-8")
    made, alone = pump.with_name("a.json"), pump.with_name("b.json")

    answer = hygie("composition", "publish", "pump", conforming_folder, "-o", made, "--key", owner.file)
    assert answer.code == 0, answer.err
    assert hygie("composition", "publish", "--type", pump, "-o", alone, "--key", owner.file).code == 0

    assert made.read_bytes() == alone.read_bytes()


def test_a_summary_is_not_published_again(
    hygie: Hygie, pump: Path, owner: Owner, conforming_folder: Path
) -> None:
    systems = conforming_folder / "systems"
    systems.mkdir()
    hygie("composition", "publish", "--type", pump, "-o", systems / "pump.json", "--key", owner.file)
    (systems / "mine.yaml").write_text(
        "published: {pump: {file: pump.json, signed_by: maker}}\n"
        f"publishers: {{maker: {{title: Maker, ed25519: {owner.public}}}}}\n",
        encoding="utf-8",
    )

    answer = hygie("composition", "publish", "pump", conforming_folder, "-o", pump.with_name("again.json"))

    assert answer.code == 2
    assert "The type “pump” is itself known by its summary alone." in answer.err


def test_a_type_that_comes_with_hygie_is_published(hygie: Hygie, tmp_path: Path, owner: Owner) -> None:
    made = tmp_path / "vlan.json"

    assert hygie("composition", "publish", "library/vlan", "-o", made, "--key", owner.file).code == 0
    assert hygie("composition", "verify", made, "--key", owner.public, language="fr").code == 0


def test_an_unsigned_summary_is_made_with_a_warning_and_not_accepted(
    hygie: Hygie, pump: Path, owner: Owner
) -> None:
    made = pump.with_name("pump.json")

    answer = hygie("composition", "publish", "--type", pump, "-o", made)

    assert answer.code == 0
    assert "Not signed: no dossier accepts it as it is." in answer.err
    refused = hygie("composition", "verify", made, "--key", owner.public)
    assert refused.code == 2
    assert refused.err.startswith(f"{made.as_posix()}:1:1: The summary is not signed.")


def test_without_a_key_it_is_said_who_signed_and_that_nobody_vouches_for_it(
    hygie: Hygie, pump: Path, owner: Owner
) -> None:
    made, bare = pump.with_name("pump.json"), pump.with_name("bare.json")
    hygie("composition", "publish", "--type", pump, "-o", made, "--key", owner.file)
    hygie("composition", "publish", "--type", pump, "-o", bare)

    answer = hygie("composition", "verify", made)

    said = " ".join(answer.out.split())
    assert (answer.code, answer.err) == (1, "")
    assert (
        f"signed with the key that it names itself: {owner.public}. Whose key that is was not checked" in said
    )
    assert "guarantee quiet: not kept" in said
    assert hygie("composition", "verify", bare).err.startswith(
        f"{bare.as_posix()}:1:1: The summary is not signed."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"2.3", b"2.4"), (b'"signature": "', b'"signature": "AA'), (b'"signed_by": "', b'"signed_by": "AA')],
    ids=["content", "signature", "key"],
)
def test_without_a_key_what_was_changed_is_refused_too(
    hygie: Hygie, pump: Path, owner: Owner, old: bytes, new: bytes
) -> None:
    made = pump.with_name("pump.json")
    hygie("composition", "publish", "--type", pump, "-o", made, "--key", owner.file)
    made.write_bytes(made.read_bytes().replace(old, new))

    answer = hygie("composition", "verify", made)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{made.as_posix()}:1:1: ")


def test_a_summary_that_was_changed_is_refused(hygie: Hygie, pump: Path, owner: Owner) -> None:
    made = pump.with_name("pump.json")
    hygie("composition", "publish", "--type", pump, "-o", made, "--key", owner.file)
    made.write_bytes(made.read_bytes().replace(b"2.3", b"2.4"))

    answer = hygie("composition", "verify", made, "--key", owner.public)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        f"{made.as_posix()}:1:1: The summary is not what was published: its digest is that of another "
        "content. Ask its publisher for the summary again.\n"
    )


def test_json_that_is_broken_is_told_with_its_line(hygie: Hygie, tmp_path: Path, owner: Owner) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{\n "content": }', encoding="utf-8")

    assert f"{broken.as_posix()}:2:13: " in hygie("composition", "verify", broken, "--key", owner.public).err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("publish", "pmup", "--type", "pump.yaml"),
            "pump.yaml:1:1: No type is called “pmup”. Did you mean “pump”?",
        ),
        (
            ("publish", "library/vlam"),
            "library/vlam:1:1: No type is called “library/vlam”. Did you mean “library/vlan”?",
        ),
        (
            ("publish", "--type", "two.yaml"),
            "two.yaml:1:1: Which type is to be published is not said. Name it;",
        ),
        (("publish", "--type", "none.yaml"), "none.yaml:1:1: Which type is to be published is not said."),
        (("publish", "--type", "bad.yaml"), "bad.yaml:3:6: Found “3”"),
        (("publish", "--type", "missing.yaml"), "missing.yaml:1:1: "),
        (("publish", "pump", "nowhere"), "nowhere:1:1: The folder does not exist."),
        (
            ("publish", "--type", "pump.yaml", "--key", "pump.yaml"),
            "pump.yaml:1:1: This is not a private key",
        ),
        (("publish", "--type", "pump.yaml", "--key", "none.pem"), "none.pem:1:1: "),
    ],
)
def test_what_cannot_be_published_is_a_sentence_and_nothing_is_written(
    hygie: Hygie, pump: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(pump.parent)
    Path("two.yaml").write_text("types: {a: {title: A}, b: {title: B}}", encoding="utf-8")
    Path("none.yaml").write_text("types: {}", encoding="utf-8")
    Path("bad.yaml").write_text("types:\n  a:\n  b: 3\n", encoding="utf-8")

    answer = hygie("composition", *arguments, "-o", "made.json")

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert not Path("made.json").exists()


@pytest.mark.parametrize("key", ["", "AAAA", "é" * 44, "!" * 44])
def test_what_is_no_public_key_is_told_so(hygie: Hygie, pump: Path, key: str) -> None:
    answer = hygie("composition", "verify", pump, "--key", key)

    assert answer.code == 2
    assert "is not a public key" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("key", "-o", "k.pem"),
        ("publish", "library/vlan", "-o", "v.json", "--key", "key.pem"),
        ("verify", "v", "--key"),
    ],
)
def test_without_the_extra_it_is_asked_for(
    hygie: Hygie, owner: Owner, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(owner.file.parent)
    if arguments[0] == "verify":
        hygie("composition", "publish", "library/vlan", "-o", "v", "--key", "key.pem")
        arguments = (*arguments, owner.public)
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives", None)
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)

    answer = hygie("composition", *arguments)

    assert answer.code == 2
    assert 'pip install "hygie[signing]"' in answer.err
