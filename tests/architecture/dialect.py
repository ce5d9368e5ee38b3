"""What MicroPython does not know, or knows differently: python tests/architecture/dialect.py FOLDER...

Prints path:line and the reason for everything in the folders that docs/micropython.md excludes; exits 1 if any.
"""

import ast
import sys
from collections.abc import Iterable
from pathlib import Path

MODULES = {"array", "binascii", "collections", "errno", "hashlib", "heapq", "json", "re", "struct", "sys"}
FROM = {"collections": {"namedtuple", "OrderedDict", "deque"}, "hashlib": {"sha256"}}
NAMES = {
    **dict.fromkeys(("vars", "format", "input", "open", "float", "complex"), "is not in the dialect"),
    **dict.fromkeys(
        (
            "FileNotFoundError", "PermissionError", "TimeoutError", "ConnectionError", "UnicodeDecodeError",
            "UnicodeEncodeError", "RecursionError", "ModuleNotFoundError",
        ),
        "is an exception MicroPython does not have; catch its parent",
    ),
}  # fmt: skip
ATTRIBUTES = dict.fromkeys(
    (
        "zfill", "ljust", "rjust", "removeprefix", "removesuffix", "capitalize", "title", "casefold", "isalnum",
        "isdecimal", "isnumeric", "translate", "expandtabs", "hexdigest", "bit_length", "_replace", "_asdict",
        "_fields",
        "__doc__", "__qualname__", "__annotations__", "__cause__", "JSONDecodeError", "fromkeys",
    ),
    "is missing there",
)  # fmt: skip
KEYWORDS = {
    "zip": {"strict"}, "int": {"base"}, "sum": {"start"}, "split": {"maxsplit"}, "rsplit": {"maxsplit"},
    "to_bytes": {"signed", "length", "byteorder"}, "dumps": {"sort_keys", "indent", "ensure_ascii", "default"},
    "encode": {"errors", "encoding"}, "decode": {"errors", "encoding"},
}  # fmt: skip
GENERICS = {"list", "dict", "tuple", "set", "frozenset", "type"}
VALUES = {"int", "str", "bytes", "float", "bool", "list", "dict", "tuple", "set"}


class Reader(ast.NodeVisitor):
    """Collects (line, reason) of what is outside the dialect; annotations and TYPE_CHECKING blocks are free."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def complain(self, node: ast.AST, reason: str) -> None:
        self.found.append((getattr(node, "lineno", 0), reason))

    # --- what MicroPython does not evaluate --------------------------------------------------------------------------

    def visit_If(self, node: ast.If) -> None:
        typing = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for child in node.orelse if typing else [node.test, *node.body, *node.orelse]:
            self.visit(child)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """Leave its annotation alone."""

    # --- statements --------------------------------------------------------------------------------------------------

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.name not in MODULES:
                self.complain(node, f"import {alias.name}: not a module of the dialect")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.level:
            return
        module = node.module or ""
        if module.startswith("appliance.core."):
            return
        if module not in MODULES:
            self.complain(node, f"from {module} import: not a module of the dialect")
        for alias in node.names:
            if module in FROM and alias.name not in FROM[module]:
                self.complain(node, f"{module}.{alias.name} is missing there")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.args.posonlyargs:
            self.complain(node, "positional-only arguments")
        if node.name in ("__init_subclass__", "__set_name__", "__format__"):
            self.complain(node, f"{node.name} is never called there")
        for part in (*node.decorator_list, node.args, *node.body):
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if node.keywords:
            self.complain(node, "a class with a metaclass or keywords")
        if len(node.bases) > 1:
            self.complain(node, "a class with more than one base")
        if any(isinstance(base, ast.Name) and base.id in VALUES for base in node.bases):
            self.complain(node, "a subclass of a built-in value")
        self.generic_visit(node)

    def visit_Match(self, node: ast.Match) -> None:
        self.complain(node, "match is not in the dialect; use if")

    def visit_Try(self, node: ast.Try) -> None:
        """Leave an import alone that has a way on where it fails."""
        may_fail = any(isinstance(h.type, ast.Name) and h.type.id == "ImportError" for h in node.handlers)
        for child in (*([] if may_fail else node.body), *node.handlers, *node.orelse, *node.finalbody):
            self.visit(child)

    def visit_TryStar(self, node: ast.TryStar) -> None:
        self.complain(node, "except* is not in the dialect")

    def visit_Raise(self, node: ast.Raise) -> None:
        if node.cause is not None:
            self.complain(node, "raise … from: MicroPython prints a warning and forgets the cause")
        self.generic_visit(node)

    # --- expressions -------------------------------------------------------------------------------------------------

    def visit_Constant(self, node: ast.Constant) -> None:
        if type(node.value) in (float, complex):
            self.complain(node, "a float: boards have 32 bits of it, money has none")

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Div):
            self.complain(node, "true division makes a float; use rounding.divide")
        if isinstance(node.op, ast.BitOr):
            sides = (node.left, node.right)
            if any(isinstance(side, ast.Dict | ast.DictComp) or _called(side) == "dict" for side in sides):
                self.complain(node, "dict | dict")
            if any(isinstance(side, ast.Name) and side.id in VALUES for side in sides):
                self.complain(node, "types joined by | outside an annotation")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.op, ast.Div):
            self.complain(node, "true division makes a float; use rounding.divide")
        self.generic_visit(node)

    def visit_List(self, node: ast.List | ast.Tuple | ast.Set) -> None:
        is_read = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        if is_read and any(isinstance(part, ast.Starred) for part in node.elts):
            self.complain(node, "* inside a display; join lists with +")
        self.generic_visit(node)

    visit_Tuple = visit_List  # noqa: N815 - the visitor's own naming
    visit_Set = visit_List  # noqa: N815 - the visitor's own naming

    def visit_Dict(self, node: ast.Dict) -> None:
        if None in node.keys:
            self.complain(node, "** inside a display; copy with dict() and update()")
        self.generic_visit(node)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> None:
        if node.conversion != -1:
            self.complain(node, "a conversion such as !r in an f-string; call repr()")
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.slice, ast.Slice) and node.slice.step is not None:
            self.complain(node, "a slice with a step, which only lists have there")
        if isinstance(node.value, ast.Name) and node.value.id in GENERICS:
            self.complain(node, f"{node.value.id}[…] outside an annotation")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in NAMES:
            self.complain(node, f"{node.id} {NAMES[node.id]}")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in ATTRIBUTES:
            self.complain(node, f".{node.attr} {ATTRIBUTES[node.attr]}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        for keyword in node.keywords:
            if keyword.arg in KEYWORDS.get(name, ()):
                self.complain(node, f"{name}({keyword.arg}=) is missing there")
        if name in ("iter", "next") and len(node.args) == 2 and isinstance(node.func, ast.Name):
            self.complain(node, f"{name}() with two arguments")
        if name == "isinstance" and isinstance(node.args[-1], ast.Name) and node.args[-1].id == "int":
            self.complain(node, "isinstance(…, int): True is an int on one of the two; compare type()")
        if name in ("startswith", "endswith") and node.args and isinstance(node.args[0], ast.Tuple):
            self.complain(node, f"{name}() with a tuple")
        others = [arg for arg in node.args if isinstance(arg, ast.Constant) and arg.value != "utf-8"]
        if name in ("encode", "decode") and others:
            self.complain(node, f"{name}() knows only UTF-8 there and does not say so")
        self.generic_visit(node)


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def complaints(source: str, path: str = "<source>") -> list[str]:
    """Return `path:line: reason` for everything in a source that is outside the dialect."""
    reader = Reader()
    reader.visit(ast.parse(source))
    return [f"{path}:{line}: {reason}" for line, reason in sorted(reader.found)]


def check(folders: Iterable[Path]) -> list[str]:
    """Return the complaints about every Python file below the folders."""
    files = sorted(file for folder in folders for file in folder.rglob("*.py"))
    return [complaint for file in files for complaint in complaints(file.read_text(), str(file))]


if __name__ == "__main__":
    told = check(map(Path, sys.argv[1:]))
    print("\n".join(told) if told else "the dialect is kept")
    sys.exit(1 if told else 0)
