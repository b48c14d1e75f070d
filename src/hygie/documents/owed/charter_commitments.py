"""How the commitments of the FEIMA charter are held, product by product, for practitioners and the federation.

It is read by people who know neither English nor files: sentences only, no place in a file before the
annex, which is the auditor's. The charter provides for no inspection: the document counts, and gives no
percentage, no label.
"""

from collections.abc import Iterable, Iterator
from itertools import batched

from hygie.assessment.study import Study
from hygie.documents.blocks import (
    Badge,
    Block,
    Cell,
    Day,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quiet,
    Table,
    cell,
)
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.charter_account import FEIMA, Account, Subject
from hygie.documents.phrases import BY_URGENCY, Phrases
from hygie.dossier.vocabulary.base import day, known
from hygie.dossier.vocabulary.charter import Charter
from hygie.dossier.vocabulary.products import Product
from hygie.kernel.status import Status
from hygie.referentials.catalog import Requirement
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice
