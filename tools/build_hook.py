"""Build hook: compiles the translations, for the wheel and for the working copy alike."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    """Compiles every ``.po`` of the package; the wheel then takes the ``.mo``, which git ignores."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile before files are collected; an editable install reads the result in place."""
        source = Path(self.root, "src")
        sys.path.insert(0, str(source))  # the package itself is what is being built
        try:
            from hygie.wording.catalogue import compile_catalogue, write_compiled  # noqa: PLC0415
        finally:
            sys.path.remove(str(source))
        for catalogue in source.glob("hygie/wording/locale/*/LC_MESSAGES/*.po"):
            write_compiled(catalogue, compile_catalogue(catalogue.read_bytes()))
        build_data["artifacts"].append("src/hygie/wording/locale/**/*.mo")
