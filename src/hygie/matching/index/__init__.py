"""The index of each segment of the base: derived, mapped, made again where it is missing or damaged."""

from hygie.matching.index.compiling import compile_index
from hygie.matching.index.segment_index import SegmentIndex
from hygie.matching.index.store import index_of, indexes, open_index

__all__ = ["SegmentIndex", "compile_index", "index_of", "indexes", "open_index"]
