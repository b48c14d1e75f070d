"""A YAML writer without anchors: a dossier has none."""

import yaml


class Plain(yaml.SafeDumper):
    """Writes every value out."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True
