"""Why suppliers say that something is not affected: the words that the formats of VEX know."""

from collections.abc import Mapping
from typing import Final

OPENVEX: Final = (
    "OpenVEX 0.2.0, Status Justifications; CSAF 2.0, 3.2.3.5.2; CISA, Status Justifications, 2022"
)
CYCLONEDX: Final = "CycloneDX 1.4 to 1.7, vulnerabilities[].analysis.justification"
JUSTIFICATIONS: Final[Mapping[str, str]] = {
    "component_not_present": OPENVEX,
    "vulnerable_code_not_present": OPENVEX,
    "vulnerable_code_not_in_execute_path": OPENVEX,
    "vulnerable_code_cannot_be_controlled_by_adversary": OPENVEX,
    "inline_mitigations_already_exist": OPENVEX,
    "code_not_present": CYCLONEDX,
    "code_not_reachable": CYCLONEDX,
    "requires_configuration": CYCLONEDX,
    "requires_dependency": CYCLONEDX,
    "requires_environment": CYCLONEDX,
    "protected_by_compiler": CYCLONEDX,
    "protected_at_runtime": CYCLONEDX,
    "protected_at_perimeter": CYCLONEDX,
    "protected_by_mitigating_control": CYCLONEDX,
}
"""Each word, with where it is defined."""


def justification(written: str) -> str:
    """Give the word that is meant, whatever its case and hyphens; empty if no format knows it."""
    word = written.strip().lower().replace(" ", "_").replace("-", "_")
    return word if word in JUSTIFICATIONS else ""
