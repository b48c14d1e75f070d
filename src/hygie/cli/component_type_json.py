"""Component types as JSON: what each shows of itself, in the names of the composition language."""

from collections.abc import Iterable
from typing import Any

from hygie.cli.component_types import KnownType
from hygie.composition.language.vocabulary import CRITERIA, ComponentType, Words
from hygie.dossier.vocabulary.base import known
from hygie.wording.voice import Voice


def list_answer(types: Iterable[KnownType], voice: Voice) -> dict[str, Any]:
    """Give a line each: name, title, kind, version, ports."""
    return {"types": [{**_head(found, voice), "ports": list(found.described.ports)} for found in types]}


def type_answer(found: KnownType, voice: Voice) -> dict[str, Any]:
    """Give all that a type shows: its outside, and of a type that is not published its sources too."""
    body = found.described
    ports = {
        name: {"title": words(port.title, voice), "in": list(port.incoming), "out": list(port.outgoing)}
        for name, port in body.ports.items()
    }
    return _head(found, voice) | {
        "description": words(body.description, voice) if isinstance(body, ComponentType) else None,
        "ports": ports,
        "controls": _controls(found, voice),
        "assumptions": {
            name: {"text": words(item.text, voice), "falsifies": list(item.falsifies)}
            for name, item in body.assumes.items()
        },
        "assets": _assets(found, voice),
        "guarantees": _guarantees(found, voice),
        "configurable": list(body.configurable),
        "sources": list(body.sources) if isinstance(body, ComponentType) else [],
    }


def words(text: Words | None, voice: Voice) -> str | None:
    """Give the author's own words, in this language where there are several."""
    if text is None or isinstance(text, str):
        return text
    return text.fr if voice.language == "fr" else text.en


def _head(found: KnownType, voice: Voice) -> dict[str, Any]:
    body = found.described
    return {
        "name": found.name,
        "from": found.source,
        "title": words(body.title, voice),
        "kind": body.kind,
        "version": body.version,
        "example": body.example if isinstance(body, ComponentType) else body.content.example,
    }


def _controls(found: KnownType, voice: Voice) -> dict[str, Any]:
    return {
        name: {
            "title": words(control.title, voice),
            "configurable": name in found.described.configurable,
            "in_place": known(control.in_place),
            "cost": control.cost,
            "per": control.per,
            "guards": list(control.guards),
            "loses": list(control.loses),
            "modes": control.modes,
            "implements": list(control.implements),
        }
        for name, control in found.described.controls.items()
    }


def _assets(found: KnownType, voice: Voice) -> dict[str, Any]:
    return {
        name: {
            "title": words(asset.title, voice),
            "configurable": name in found.described.configurable,
            "essential": asset.essential,
            "needs": {each: known(getattr(asset.needs, each, None)) for each in CRITERIA},
        }
        for name, asset in found.described.assets.items()
    }


def _guarantees(found: KnownType, voice: Voice) -> dict[str, Any]:
    """Give guarantees; ``kept`` is what the computation found at publication, null where it is not one."""
    body = found.described
    if isinstance(body, ComponentType):
        return {
            name: {
                "text": words(item.text, voice),
                "never": list(item.never),
                "given": list(item.given),
                "kept": None,
            }
            for name, item in body.guarantees.items()
        }
    return {
        name: {
            "text": words(said.text, voice),
            "never": list(said.never),
            "given": list(said.given),
            "kept": said.holds,
        }
        for name, said in body.content.guarantees.items()
    }
