"""The small language of Word templates: names of the words, conditions and loops over lists; nothing else.

A template that somebody sends us is code. What is not in the lists below is refused before it runs; what
runs reaches plain data only, and its loops and its output are counted.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any, Final

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hygie.documents.docx_mistakes import left_open, name_not_known, wording
from hygie.documents.docx_package import TemplateError, shown
from hygie.dossier.suggest import closest
from hygie.kernel.parameters import Parameter

MOST_TURNS = 200_000
"""Turns of all the loops of one document."""

LONGEST_OUTPUT = 30_000_000
"""Characters of one part, once filled."""

DEEPEST_NESTING = 10
"""Conditions and loops inside one another."""

_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Filter, nodes.Test, nodes.Concat,
)  # fmt: skip
FILTERS: Final = frozenset(
    {"capitalize", "default", "first", "join", "last", "length", "lower", "trim", "upper"}
)
_TESTS: Final = frozenset({"defined", "undefined", "none", "eq", "equalto", "ne", "==", "!="})
_OF_LOOP: Final = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
_OF_JINJA: Final = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_BUDGET = "_turns"
_LOOP = "_listed"


class _Turns:
    """How many turns of loops are left."""

    def __init__(self) -> None:
        self._left = MOST_TURNS

    def spend(self, number: int) -> None:
        self._left -= max(1, number)
        if self._left < 0:
            raise TemplateError(code="template_too_long")


class _NotAList(TypeError):  # noqa: N818 - caught here, and said as a mistake of the template
    """A loop goes over something else than a list."""


class _NotAText(TypeError):  # noqa: N818 - caught here, and said as a mistake of the template
    """Something that is no text is to be written."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Reaches the keys of mappings and the items of lists, never an attribute of an object."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=_written)
        self.globals.clear()
        self.filters = {name: each for name, each in self.filters.items() if name in FILTERS}
        self.filters["join"] = _join
        self.filters[_LOOP] = _listed
        self.tests = {name: each for name, each in self.tests.items() if name in _TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - jinja's own signature
        if attribute in _OF_LOOP and type(obj).__name__ == "LoopContext":
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - jinja's own signature
        if isinstance(obj, Undefined):
            return obj[argument]
        if isinstance(obj, Mapping) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(name=str(argument))


def _written(value: Any) -> Any:  # noqa: ANN401 - whatever a template writes
    if isinstance(value, bool | list | Mapping) or value is None:
        raise _NotAText
    return value


@pass_context
def _listed(context: Context, value: object) -> list[Any]:
    if isinstance(value, Undefined):
        str(value)  # says its name
    if not isinstance(value, list):
        raise _NotAList
    context[_BUDGET].spend(len(value))
    return value


@pass_context
def _join(context: Context, value: object, between: str = "") -> str:
    return between.join(str(_written(item)) for item in _listed(context, value))


_SANDBOX: Final = _Sandbox()


class Filled:
    """A part that is compiled, and the paragraphs of its source, to say where a mistake is."""

    def __init__(self, name: str, source: str) -> None:
        """Compile a part whose paragraphs each start a line.

        Raises:
            TemplateError: the part is not written in the language of templates.
        """
        self._name = name
        self._lines = source.split("\n")
        try:
            tree = _SANDBOX.parse(source)
            loops = tree.find_all(nodes.For)
            self._own = frozenset(each.target.name for each in loops if isinstance(each.target, nodes.Name))
            _Check(self._refusal).all(tree)
            self._template: Template = _SANDBOX.from_string(tree)
        except TemplateSyntaxError as reason:
            raise self._unreadable(reason.message or "", reason.lineno) from reason
        except (RecursionError, MemoryError, SyntaxError, ValueError) as reason:
            code = "template_syntax_other"
            raise TemplateError(code=code, part=name, text="…", message=str(reason)) from reason

    def fill(self, words: Mapping[str, Any]) -> str:
        """Fill the part with words.

        Raises:
            TemplateError: it names what the words do not hold, uses it as what it is not, or never ends.
        """
        made: list[str] = []
        length = 0
        try:
            for piece in self._template.generate({**words, _BUDGET: _Turns()}):
                made.append(piece)
                length += len(piece)
                if length > LONGEST_OUTPUT:
                    raise TemplateError(code="template_too_long")
        except UndefinedError as reason:
            code, more = name_not_known(reason.message or "", words, self._own)
            raise self._refusal(code=code, line=_line_of(reason), **more) from reason
        except _NotAList as reason:
            raise self._refusal(code="template_not_a_list", line=_line_of(reason)) from reason
        except _NotAText as reason:
            raise self._refusal(code="template_not_a_text", line=_line_of(reason)) from reason
        except (JinjaError, TypeError, ValueError, AttributeError) as reason:
            code = "template_syntax_other"
            raise self._refusal(code=code, line=_line_of(reason), message=str(reason)) from reason
        return "".join(made)

    def _unreadable(self, message: str, line: int) -> TemplateError:
        """Say what the engine says, at the paragraph where it is to be mended."""
        code, more = wording(message)
        if code == "template_unclosed_block":
            line = left_open(self._lines, str(more["block"])) or line
        return self._refusal(code=code, line=line, **more)

    def _refusal(self, *, code: str, line: int, **more: Parameter) -> TemplateError:
        return TemplateError(code=code, part=self._name, text=self._text(line), **more)

    def _text(self, line: int) -> str:
        """Give the text of the paragraph at a line of the source."""
        written = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return shown(unescape(re.sub(r"<[^>]*>", "", written)))


_Refusal = Callable[..., TemplateError]


class _Check:
    """Goes through a template once: refuses what is not of the language, and counts the turns of loops."""

    def __init__(self, refusal: _Refusal) -> None:
        self._refusal = refusal
        self._line = 0

    def all(self, node: nodes.Node, depth: int = 0) -> None:
        self._line = node.lineno or self._line  # a few nodes have none of their own
        depth += isinstance(node, nodes.For | nodes.If)
        self._one(node, depth)
        for child in node.iter_child_nodes():
            self.all(child, depth)
        if isinstance(node, nodes.For):
            counted = nodes.Filter(node.iter, _LOOP, [], [], None, None, lineno=node.lineno)
            node.iter = counted.set_environment(_SANDBOX)

    def _one(self, node: nodes.Node, depth: int) -> None:
        if not isinstance(node, _ALLOWED) or depth > DEEPEST_NESTING:
            raise self._forbidden(type(node).__name__)
        if isinstance(node, nodes.For) and (node.recursive or not isinstance(node.target, nodes.Name)):
            raise self._forbidden(found="for")
        if isinstance(node, nodes.Name) and (node.name in _OF_JINJA or node.name.startswith("_")):
            raise self._forbidden(node.name)
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise self._forbidden(node.attr)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise self._refusal(
                code="template_filter",
                line=self._line,
                name=node.name,
                suggestion=closest(node.name, sorted(FILTERS)),
            )
        if isinstance(node, nodes.Test) and node.name not in _TESTS:
            raise self._forbidden(node.name)

    def _forbidden(self, found: str) -> TemplateError:
        return self._refusal(code="template_forbidden", line=self._line, found=found)


def _line_of(reason: BaseException) -> int:
    """Find the line of the template in which it failed: jinja gives it in the traceback."""
    line, step = 0, reason.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line
