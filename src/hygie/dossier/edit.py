"""Edits a YAML file in place: one span of the user's text is replaced, all the rest keeps its bytes.

Each function takes a text and gives the new one. The result is read again and must hold exactly the
data intended; otherwise, and for whatever cannot be edited so, `EditError` refuses and nothing changes.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path as FilePath

from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from hygie.dossier.edit_errors import ConflictError, EditError
from hygie.dossier.edit_data import same, with_item, with_value, without
from hygie.dossier.spans import Entry, entry_at, is_block, layout_of, line_end
from hygie.dossier.splices import (
    Splice,
    add_entry,
    remove_entry,
    replace_value,
)
from hygie.dossier.yaml_document import Document, Path
from hygie.dossier.yaml_reader import DEFAULT, read_yaml
from hygie.dossier.yaml_values import Data
from hygie.dossier.yaml_writer import UnwritableError, check_writable
from hygie.kernel.digest import Digest, digest_bytes
from hygie.kernel.place import Place

