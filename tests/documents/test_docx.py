"""Word files: data is never run, templates are checked, what is made can be read by everyone."""

import importlib.util
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, study_of, with_changes

from hygie.documents import docx_mistakes, docx_package, docx_sandbox
from hygie.documents.docx import TemplateError, check, shipped, to_docx
from hygie.documents.kinds import kinds, produce

ROOT = Path(__file__).parents[2]
KINDS = {kind.name: kind.template for kind in kinds() if "docx" in kind.formats}
ABOUT = {"contract-annex": "chv", "guarantees": None}
VOICES = {"fr": FRENCH, "en": ENGLISH}

HOSTILE_TEXTS = [
    HOSTILE,
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# gone #}",
    "{_{ organization }_}",
    "{%p if x %}",
    "{%tr endfor %}",
    "<w:p><w:r><w:t>in</w:t></w:r></w:p>",
    "</w:t></w:r></w:p>",
    "&amp; & &#65;",
    "]]> <!-- --> <?php ?>",
    "a \"quoted\" 'text'",
    'HYPERLINK "http://evil.example"',
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
    "=cmd|'/c calc'!A1",
    "line one\nline two\ttab",
    "\x07bell \x0cfeed \x00null \x1b escape",
    "\ufdd0\ufdd1 \ufffe \U0001f600",
    " spaces at both ends ",
]


@cache
def blank() -> bytes:
    """Make a blank document, lighter than the library's own."""
    document = docx.Document()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE:
            style.delete()
    for name, link in list(document.part.rels.items()):
        if link.reltype.endswith(("/stylesWithEffects", "/customXml")):
            del document.part.rels[name]
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def word(*paragraphs: str, header: str = "", cells: tuple[str, ...] = ()) -> bytes:
    """Make a template as a lawyer would: paragraphs, a header, a row of a table."""
    document = docx.Document(BytesIO(blank()))
    for text in paragraphs:
        document.add_paragraph(text)
    if cells:
        table = document.add_table(1, len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    document.sections[0].header.paragraphs[0].text = header
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def words(**more: Any) -> dict[str, Any]:
    frame = {
        "title": "T",
        "organization": "O",
        "language": "fr",
        "mark": "TLP:AMBER",
        "day": date(2026, 11, 22),
    }
    return {**frame, **more}


def opened(content: object) -> WordDocument:
    assert isinstance(content, bytes)
    return docx.Document(BytesIO(content))


def everything(document: WordDocument) -> str:
    """Give all the text of a document: body, tables, header and footer."""
    section = document.sections[0]
    roots = (document.element.body, section.header.part.element, section.footer.part.element)
    paragraphs = [paragraph for root in roots for paragraph in root.iter(qn("w:p"))]
    return "\n".join(
        "".join(map(_text, paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")))) for paragraph in paragraphs
    )


def _text(element: Any) -> str:
    return {qn("w:tab"): "\t", qn("w:br"): "\n"}.get(element.tag) or element.text or ""


def literal(text: str) -> str:
    """Say a text as a Word file shows it: lines end in one way, what XML cannot hold is named."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]",
        lambda match: f"[U+{ord(match[0]):04X}]",
        lines,
    )


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a Word file."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(made, "w") as target:
        for part in source.namelist():
            target.writestr(part, change(source.read(part)) if part == name else source.read(part))
        if name not in source.namelist():
            target.writestr(name, change(b""))
    return made.getvalue()


def in_body(xml: str) -> bytes:
    """Put markup at the beginning of the body of a template."""
    return changed(
        word("text"),
        "word/document.xml",
        lambda part: part.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1),
    )


def linked(kind: str, target: str, mode: str = "External") -> bytes:
    link = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return changed(
        word("text"),
        "word/_rels/document.xml.rels",
        lambda part: part.replace(b"</Relationships>", link.encode()),
    )


def typed(content_type: str) -> bytes:
    return changed(
        word("text"),
        "[Content_Types].xml",
        lambda part: part.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            content_type.encode(),
        ),
    )


def field(*runs: str) -> bytes:
    return in_body(f"<w:p>{''.join(f'<w:r>{run}</w:r>' for run in runs)}</w:p>")


BEGIN, SEPARATE, END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))


# -- the templates that are shipped --------------------------------------------------------------


def test_the_shipped_templates_are_what_the_tool_makes() -> None:
    spec = importlib.util.spec_from_file_location("word_templates", ROOT / "tools" / "word_templates.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    made = tool.templates()

    # Compared part by part: the packing of a file depends on the machine's compression library.
    assert set(made) == set(KINDS.values())
    for name, content in made.items():
        assert docx_package.open_package(content).parts == docx_package.open_package(shipped(name)).parts


@pytest.mark.parametrize("name", sorted(KINDS.values()))
def test_a_shipped_template_passes_the_checks_of_a_user_s(name: str) -> None:
    check(shipped(name))


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_word_file_can_be_read_by_everyone(kind: str, language: str) -> None:
    document = opened(produce(kind, study_of(), VOICES[language], "docx", ABOUT[kind]))

    assert document.core_properties.language == {"fr": "fr-FR", "en": "en-GB"}[language]
    assert document.core_properties.title
    assert document.core_properties.author == "Hébergeur Témoin"
    assert document.core_properties.created is not None
    assert document.core_properties.created.date() == date(2026, 11, 22)
    assert document.core_properties.modified == document.core_properties.created
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {document.core_properties.language}
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert styles[0] == "Title"
    assert "Heading 1" in styles
    styled = [
        style
        for style in document.element.body.iter(qn("w:tblStyle"))
        if style.get(qn("w:val")) == "TableGrid"
    ]
    headed = [style.getparent().getparent() for style in styled]
    assert headed
    assert all(table.find(qn("w:tr")).find(f".//{qn('w:tblHeader')}") is not None for table in headed)
    section = document.sections[0]
    for part in (section.header, section.footer):
        assert "TLP:AMBER" in part.paragraphs[0].text
    fields = [element.get(qn("w:instr")) for element in section.footer.part.element.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_two_runs_give_the_same_bytes(kind: str) -> None:
    first = produce(kind, study_of(), FRENCH, "docx", ABOUT[kind])

    assert first == produce(kind, study_of(), FRENCH, "docx", ABOUT[kind])


def test_a_user_s_template_takes_the_place_of_ours() -> None:
    template = word(
        "Chez nous : {{ client }}", header="{{ mark }}", cells=("{{ contracts[0].title }}", "fixe")
    )

    document = opened(produce("contract-annex", study_of(), FRENCH, "docx", "chv", template))

    assert document.paragraphs[0].text == "Chez nous : CH Valmont"
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Contrat CH Valmont", "fixe"]
    assert document.sections[0].header.paragraphs[0].text == "TLP:AMBER"
    assert document.core_properties.title


# -- data stays data -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize(
    "tag", ["{{ x }}", "{{ x|default('') }}", "{{ x ~ '' }}", "{% if x %}{{ x }}{% endif %}"]
)
def test_a_text_appears_literally(text: str, tag: str) -> None:
    made = to_docx(words(x=text), word(tag, header=tag, cells=(tag,)))

    document = opened(made)
    assert document.paragraphs[0].text == literal(text)
    assert document.sections[0].header.paragraphs[0].text == literal(text)
    assert document.tables[0].rows[0].cells[0].text == literal(text)


@given(st.text(st.characters(codec=None), max_size=60), st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_it_is_read_back(text: str, lines: list[str]) -> None:
    template = word("{{ x }}", "{%p for line in lines %}", "{{ line }}", "{%p endfor %}", "end")

    document = opened(to_docx(words(x=text, lines=lines), template))

    assert [paragraph.text for paragraph in document.paragraphs] == [
        literal(text),
        *map(literal, lines),
        "end",
    ]


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("text", [HOSTILE, HOSTILE_TEXTS[7], HOSTILE_TEXTS[12]])
def test_what_a_user_wrote_in_the_dossier_is_never_run(kind: str, text: str) -> None:
    study = with_changes(
        {
            "organization.name": text,
            "actors[host].name": text,
            "actors[west].name": text,
            "clients[chv].name": text,
            "contracts[chv-1].title": text,
            "contracts[chv-1].clauses.service_levels.indicators[0].measure": text,
        }
    )

    content = produce(kind, study, ENGLISH, "docx", ABOUT[kind])

    document = opened(content)
    assert literal(text) in everything(document)
    assert [
        element.get(qn("w:instr")) for element in document.element.iter(qn("w:fldSimple"), qn("w:instrText"))
    ] == []
    assert [rel.target_ref for rel in document.part.rels.values() if rel.is_external] == []


def test_notes_are_filled_once_even_with_several_sections() -> None:
    types = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>'
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f'<w:footnotes {space}><w:footnote w:id="1"><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    template = changed(
        changed(
            in_body("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"), "word/footnotes.xml", lambda _: note.encode()
        ),
        "[Content_Types].xml",
        lambda part: part.replace(b"</Types>", types.encode()),
    )

    made = to_docx(words(x="{{ organization }}"), template)

    with ZipFile(BytesIO(made)) as archive:
        assert b"{{ organization }}" in archive.read("word/footnotes.xml")


def test_words_are_plain_data() -> None:
    with pytest.raises(TypeError):
        to_docx(words(x=object()), word("{{ x }}"))


# -- templates that are refused ------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__ }}",
        "{{ title.__class__.__mro__ }}",
        "{{ title['__class__'] }}",
        "{{ title.upper() }}",
        "{{ title|attr('__class__') }}",
        "{{ title|safe }}",
        "{{ title|format(1) }}",
        "{{ title|center(999999999) }}",
        "{{ [1,2]|map('upper') }}",
        "{{ self }}",
        "{{ self.__init__ }}",
        "{{ cycler }}",
        "{{ lipsum(100) }}",
        "{{ range(10) }}",
        "{{ 9**9**9 }}",
        "{{ 'a' * 999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ _turns }}",
        "{{ title._x }}",
        "{% set x = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% autoescape false %}{{ title }}{% endautoescape %}",
        "{% filter upper %}x{% endfilter %}",
        "{% for x in title recursive %}{% endfor %}",
        "{% for a, b in lines %}{% endfor %}",
        "{% for x in title %}{{ x }}{% endfor %}",
        "{{ lines }}",
        "{{ flag }}",
        "{{ missing }}",
        "{{ lines[9] }}",
        "{{ frame.nothing }}",
        "{{ lines.append }}",
        "{{ frame.items }}",
        "{{ unclosed",
        "{% if title %}",
        "{% nonsense %}",
        "{{ ( }}",
        "{{ title|join('x') }}",
        "{% if x %}" * 12 + "{% endif %}" * 12,
    ],
)
def test_a_template_speaks_the_small_language_only(tag: str) -> None:
    with pytest.raises(TemplateError) as refusal:
        to_docx(words(lines=["a"], flag=True, frame={}), word("before", tag, "after"))

    said = FRENCH.diagnostic(diagnostic_of(refusal.value))
    assert said
    assert refusal.value.parameters["part"] == "word/document.xml"


def diagnostic_of(error: TemplateError) -> Any:
    from hygie.kernel.diagnostic import Diagnostic  # noqa: PLC0415 - one use
    from hygie.kernel.place import Place  # noqa: PLC0415 - one use

    return Diagnostic(error.code, Place("my.docx"), error.parameters)


@pytest.mark.parametrize("tag", ["{{ missing }}", "{% nonsense %}", "{{ title.upper() }}", "{{ open"])
def test_a_mistake_quotes_its_paragraph(tag: str) -> None:
    with pytest.raises(TemplateError) as refusal:
        to_docx(words(), word("Un premier paragraphe", f"Cher client, {tag} bien à vous", "Un dernier"))

    assert "Cher client" in str(refusal.value.parameters["text"])
    assert "Un premier" not in str(refusal.value.parameters["text"])


@pytest.mark.parametrize(
    ("tag", "code", "shown"),
    [
        ("{{ titel }}", "template_name", {"name": "titel", "suggestion": "title"}),
        ("{{ frame.lable }}", "template_name", {"name": "lable", "suggestion": "label"}),
        ("{{ siret }}", "template_name", {"name": "siret"}),
        ("{{ siret.number }}", "template_name", {"name": "siret"}),
        ("{% for line in liens %}{% endfor %}", "template_name", {"name": "liens", "suggestion": "lines"}),
        ("{{ lines[9] }}", "template_name", {"name": "9"}),
        ("{% if title %}", "template_unclosed_block", {"block": "if", "closing": "endif"}),
        ("{% for x in lines %}", "template_unclosed_block", {"block": "for", "closing": "endfor"}),
        ("{% if title %}{% for x in lines %}{% endif %}", "template_unclosed_block", {"block": "for"}),
        ("{% endfor %}", "template_unopened_block", {"tag": "endfor"}),
        ("{% else %}", "template_unopened_block", {"tag": "else"}),
        ("{% nonsense %}", "template_unknown_tag", {"tag": "nonsense"}),
        ("{% fro x in lines %}", "template_unknown_tag", {"tag": "fro", "suggestion": "for"}),
        ("{{ title|uper }}", "template_filter", {"name": "uper", "suggestion": "upper"}),
        ("{{ title|safe }}", "template_filter", {"name": "safe"}),
        ("{{ ( }}", "template_syntax", {}),
        ("{{ title title }}", "template_syntax", {}),
        ("{{ title! }}", "template_syntax", {}),
        ("{{ }}", "template_syntax", {}),
        ("{% for lines %}{% endfor %}", "template_syntax", {}),
        ("{{ 'open }}", "template_syntax", {}),
    ],
)
@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_the_usual_mistakes_are_said_in_the_reader_s_language(
    tag: str, code: str, shown: dict[str, str], voice: Any
) -> None:
    with pytest.raises(TemplateError) as refusal:
        to_docx(
            words(lines=["a"], frame=[{"label": "x"}]), word("Avant", f"Cher client {tag}", "Après", "Fin")
        )

    assert refusal.value.code == code
    assert {key: refusal.value.parameters.get(key) for key in shown} == shown
    if "suggestion" not in shown:
        assert not refusal.value.parameters.get("suggestion")
    assert "Cher client" in str(refusal.value.parameters["text"])
    said = voice.diagnostic(diagnostic_of(refusal.value))
    assert "Cher client" in said
    assert all(value in said for value in shown.values())
    for english in ("is undefined", "Jinja", "Unexpected end", "Encountered", "expected token", "unexpected"):
        assert english not in said


def test_the_words_of_the_engine_are_a_last_resort_after_a_sentence() -> None:
    refused = docx_mistakes.wording("something that nobody foresaw")

    assert refused == ("template_syntax_other", {"message": "something that nobody foresaw"})


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (b"", "template_not_word"),
        (b"not a zip at all", "template_not_word"),
        (word("x")[:-40], "template_not_word"),
        (changed(b"PK\x05\x06" + b"\x00" * 18, "a.txt", lambda _: b"x"), "template_not_word"),
        (changed(word("x"), "../up.xml", lambda _: b"<x/>"), "template_not_word"),
        (changed(word("x"), "WORD/DOCUMENT.XML", lambda _: b"<x/>"), "template_not_word"),
        (typed("application/vnd.ms-word.document.macroEnabled.main+xml"), "template_with_macros"),
        (typed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "template_not_word"),
        (changed(word("x"), "word/vbaProject.bin", lambda _: b"\x00"), "template_with_macros"),
        (linked("attachedTemplate", "file:///C:/evil.dotm"), "template_outside"),
        (linked("image", "http://evil.example/pixel.png"), "template_outside"),
        (linked("image", "\\\\evil\\share\\x.png"), "template_outside"),
        (linked("oleObject", "http://evil.example/x"), "template_outside"),
        (linked("hyperlink", "file:///etc/passwd"), "template_outside"),
        (linked("hyperlink", "javascript:alert(1)"), "template_outside"),
        (linked("oleObject", "embeddings/o.bin", "Internal"), "template_active_part"),
        (linked("aFChunk", "chunk.html", "Internal"), "template_active_part"),
        (linked("attachedTemplate", "t.dotm", "Internal"), "template_active_part"),
        (linked("vbaProject", "v.bin", "Internal"), "template_active_part"),
        (linked("package", "book.xlsx", "Internal"), "template_active_part"),
        (in_body('<w:altChunk xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'), "template_active_part"),
        (in_body("<w:p><w:r><w:object/></w:r></w:p>"), "template_active_part"),
        (in_body('<w:p><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://evil.example/x"/></w:p>'), "template_outside"),
        (in_body('<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\cmd.exe "/></w:p>'), "template_field"),
        (in_body('<w:p><w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://evil.example&quot; "/></w:p>'), "template_field"),
        (in_body('<x:p xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:fldSimple x:instr="DDE a"/></x:p>'), "template_field"),
        (field(BEGIN, "<w:instrText>IN</w:instrText>", "<w:instrText>CLUDETEXT x</w:instrText>", SEPARATE, END), "template_field"),
        (field(BEGIN, "<w:instrText>DDE a b</w:instrText>"), "template_field"),
        (field(BEGIN, BEGIN, "<w:instrText>QUOTE 68 68 69</w:instrText>", END, "<w:instrText> a</w:instrText>", END), "template_field"),
        (field(BEGIN, BEGIN, "<w:instrText>PAGE</w:instrText>", END, "<w:instrText> a</w:instrText>", END), "template_field"),
        (field(BEGIN, "<w:instrText>PAGE {{ title }}</w:instrText>", END), "template_field"),
        (field(BEGIN, "<w:instrText>PAGE </w:instrText>", "<w:t>{{ title }}</w:t>", END), "template_field"),
        (field(BEGIN, '<w:instrText>HYPERLINK "file:///x"</w:instrText>', END), "template_field"),
        (field(BEGIN, '<w:instrText>HYPERLINK "\\\\\\\\evil\\\\x"</w:instrText>', END), "template_field"),
        (in_body('<w:p><w:pPr><w:pStyle w:val="{{ title }}"/></w:pPr></w:p>'), "template_tag_place"),
        (in_body("<w:p><w:r><w:br>{{ title }}</w:br></w:r></w:p>"), "template_tag_place"),
        (word("{{ title", "}}"), "template_tag_open"),
        (changed(word("x"), "word/document.xml", lambda _: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "template_unreadable_part"),
        (changed(word("x"), "word/document.xml", lambda _: b"<w:document>"), "template_unreadable_part"),
        (changed(word("x"), "word/styles.xml", lambda _: b"\xff\xfe not xml"), "template_unreadable_part"),
        (changed(word("x"), "word/document.xml", lambda _: b"<a>" * 5000 + b"</a>" * 5000), "template_unreadable_part"),
        (in_body("<!-- {{ title -->"), "template_unreadable_part"),
    ],
)  # fmt: skip
def test_a_template_that_is_not_safe_is_refused(template: bytes, code: str) -> None:
    with pytest.raises(TemplateError) as refusal:
        to_docx(words(), template)

    assert refusal.value.code == code
    assert "\n" not in ENGLISH.diagnostic(diagnostic_of(refusal.value))


@pytest.mark.parametrize(
    "template",
    [
        linked("hyperlink", "https://www.example.org"),
        linked("hyperlink", "mailto:dpo@example.org"),
        field(
            BEGIN,
            "<w:instrText> PAGE \\* MERGEFORMAT </w:instrText>",
            SEPARATE,
            "<w:t>{{ title }}</w:t>",
            END,
        ),
        field(BEGIN, '<w:instrText> TOC \\o "1-3" \\h </w:instrText>', SEPARATE, END),
        field(BEGIN, '<w:instrText> HYPERLINK \\l "_Toc1" </w:instrText>', SEPARATE, END),
        field(BEGIN, '<w:instrText> HYPERLINK "https://www.example.org" </w:instrText>', SEPARATE, END),
    ],
)
def test_what_a_letterhead_ordinarily_holds_is_accepted(template: bytes) -> None:
    assert opened(to_docx(words(), template)).paragraphs


@pytest.mark.parametrize("limit", ["LARGEST_TEMPLATE", "LARGEST_CONTENT", "LARGEST_XML", "MOST_PARTS"])
def test_a_template_is_bounded(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    template = word(f"bounded by {limit}")
    monkeypatch.setattr(docx_package, limit, 3)
    if limit == "LARGEST_XML":
        monkeypatch.setattr(docx_package.parse, "__defaults__", (3,))

    with pytest.raises(TemplateError) as refusal:
        check(template)

    assert refusal.value.code in {"template_too_large", "template_too_many_parts"}


def test_what_a_template_becomes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    nested = (
        "{% for a in lines %}{% for b in lines %}{% for c in lines %}{% endfor %}{% endfor %}{% endfor %}"
    )
    template = word(nested)
    with pytest.raises(TemplateError) as refusal:
        to_docx(words(lines=["x"] * 100), template)
    assert refusal.value.code == "template_too_long"

    monkeypatch.setattr(docx_sandbox, "LONGEST_OUTPUT", 1000)
    with pytest.raises(TemplateError) as refusal:
        to_docx(words(x="y" * 2000), word("{{ x }}"))
    assert refusal.value.code == "template_too_long"


def test_rows_and_columns_of_a_user_s_template_may_grow() -> None:
    template = word(cells=("{%tc for line in lines %}", "{{ line }}", "{%tc endfor %}"))

    table = opened(to_docx(words(lines=["a", "b", "c"]), template)).tables[0]

    assert [cell.text for cell in table.rows[0].cells] == ["a", "b", "c"]
    assert len(table.columns) == 3


def test_a_tag_typed_in_several_runs_is_one_tag() -> None:
    document = docx.Document(BytesIO(blank()))
    paragraph = document.add_paragraph()
    for piece in ("{", "{ ti", "tle }", "}"):
        paragraph.add_run(piece).bold = piece == "{ ti"
    made = BytesIO()
    document.save(made)

    assert opened(to_docx(words(title="Une annexe"), made.getvalue())).paragraphs[0].text == "Une annexe"
