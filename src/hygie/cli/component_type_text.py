"""Component types in text: a list of them, and what one shows of itself, at most 80 columns wide."""

from collections.abc import Iterable, Iterator
from typing import Any

from hygie.cli.component_type_json import list_answer, type_answer
from hygie.cli.component_types import KnownType
from hygie.cli.screen import faint, strong, wrap
from hygie.wording import risk_words
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

Json = dict[str, Any]

HEADINGS = {
    "dossier": N_("Types of the dossier"),
    "published": N_("Types known by their signed summary"),
    "library": N_("Types that come with Hygie"),
}


def list_text(types: Iterable[KnownType], voice: Voice) -> str:
    """Write two lines a type: what it is, and its ports."""
    lines: list[str] = []
    heading = ""
    for item in list_answer(types, voice)["types"]:
        if item["from"] != heading:
            heading = item["from"]
            lines += [*([""] if lines else []), strong(voice.say(HEADINGS[heading]))]
        lines.append(wrap(f"{item['name']} · {_summary(item, voice)}", "  ", "    "))
        if item["ports"]:
            ports = voice.say(N_("ports: {ports}"), ports=", ".join(item["ports"]))
            lines.append(faint(wrap(ports, "    ", "      ")))
    return "\n".join([*lines, "", faint("hygie composition show TYPE")])


def type_text(found: KnownType, voice: Voice) -> str:
    """Write what a type shows, section by section."""
    return "\n".join(_Shown(type_answer(found, voice), voice).lines())


def _summary(item: Json, voice: Voice) -> str:
    version = item["version"] and voice.say(N_("version {version}"), version=item["version"])
    kind = voice.say(risk_words.KINDS[item["kind"]])
    return " · ".join(filter(None, (item["title"], kind, version)))


class _Shown:
    """Writes one type."""

    def __init__(self, answer: Json, voice: Voice) -> None:
        self._answer = answer
        self._voice = voice

    def lines(self) -> Iterator[str]:
        answer, say = self._answer, self._voice.say
        yield strong(wrap(f"{answer['name']} · {_summary(answer, self._voice)}", "", "  "))
        if answer["example"]:
            yield wrap(say(N_("An example: not the description of a real product.")), "  ")
        if answer["description"]:
            yield wrap(answer["description"], "  ")
        yield from self._section(N_("Ports (in: had over it; out: got over others)"), self._ports())
        yield from self._section(N_("Controls that you may set"), self._controls(settable=True))
        yield from self._section(N_("Other controls"), self._controls(settable=False))
        yield from self._section(N_("Assumptions"), self._assumptions())
        yield from self._section(N_("Assets and needs, 0 to 4"), self._assets())
        yield from self._section(N_("Guarantees"), self._guarantees())
        yield from self._section(N_("What else you may set"), self._others())
        yield from self._section(N_("Sources"), (_item(source) for source in answer["sources"]))

    def _section(self, title: str, lines: Iterator[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield strong(self._voice.say(title))
            yield from found

    def _ports(self) -> Iterator[str]:
        for name, port in self._answer["ports"].items():
            yield _item(_named(name, port["title"]))
            for way in ("in", "out"):
                if port[way]:
                    yield wrap(f"{way:<4}{', '.join(port[way])}", "    ", "        ")

    def _controls(self, *, settable: bool) -> Iterator[str]:
        for name, control in self._answer["controls"].items():
            if control["configurable"] == settable:
                yield _item(_named(name, control["title"]))
                yield wrap(" · ".join(self._about(control)), "    ")

    def _about(self, control: Json) -> Iterator[str]:
        say = self._voice.say
        yield say(
            {True: N_("in place"), False: N_("absent"), None: N_("state not said: counts as absent")}[
                control["in_place"]
            ]
        )
        if control["cost"] is None:
            yield say(N_("cost not rated"))
        else:
            template = N_("cost {cost}, once for the type") if control["per"] == "type" else N_("cost {cost}")
            yield say(template, cost=self._amount(control["cost"]))
        if control["modes"]:
            modes = ", ".join(say(risk_words.MODES[mode]) for mode in control["modes"])
            yield say(N_("only in: {modes}"), modes=modes)
        if control["loses"]:
            yield say(N_("may cost {losses}"), losses=", ".join(control["loses"]))
        if control["implements"]:
            yield say(N_("implements {requirements}"), requirements=", ".join(control["implements"]))

    def _amount(self, value: float) -> str:
        text = f"{value:g}"
        return text.replace(".", ",") if self._voice.language == "fr" else text

    def _assumptions(self) -> Iterator[str]:
        for name, item in self._answer["assumptions"].items():
            yield _item(_named(name, item["text"]))

    def _assets(self) -> Iterator[str]:
        say = self._voice.say
        for name, asset in self._answer["assets"].items():
            needs = (
                f"{say(risk_words.CRITERIA[criterion])} {'?' if need is None else need}"
                for criterion, need in asset["needs"].items()
            )
            yield _item(_named(name, asset["title"]))
            marks = [", ".join(needs)]
            marks += [say(N_("essential function"))] * asset["essential"]
            marks += [say(N_("you may set its needs"))] * asset["configurable"]
            yield wrap(" · ".join(marks), "    ")

    def _guarantees(self) -> Iterator[str]:
        say = self._voice.say
        for name, item in self._answer["guarantees"].items():
            yield _item(_named(name, item["text"]))
            if item["never"]:
                yield wrap(say(N_("never: {facts}"), facts=", ".join(item["never"])), "    ", "      ")
            if item["given"]:
                yield wrap(say(N_("given: {names}"), names=", ".join(item["given"])), "    ", "      ")
            if item["kept"] is not None:
                said = N_("kept, as computed at publication")
                yield wrap(say(said if item["kept"] else N_("not kept, as computed at publication")), "    ")

    def _others(self) -> Iterator[str]:
        known = {*self._answer["controls"], *self._answer["assets"]}
        parts = [name for name in self._answer["configurable"] if name not in known]
        if parts:
            yield _item(self._voice.say(N_("third-party software of: {parts}"), parts=", ".join(parts)))


def _named(name: str, title: str | None) -> str:
    return f"{name} – {title}" if title else name


def _item(text: str) -> str:
    return wrap(text, "  ", "    ")
