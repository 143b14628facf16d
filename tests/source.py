"""How tests read the house's own source: its files, its layers, its functions."""

import ast
import functools
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
PACKAGES = ("community", "groups", "moderation")


def files(*patterns):
    """Every file of ours that fits, without what tools and migrations write."""
    found = {path for pattern in patterns for path in HOUSE.glob(pattern) if path.is_file()}
    return sorted(path for path in found if not {"migrations", "node_modules"} & set(path.parts))


def our_python():
    return files(
        "manage.py", "bench/**/*.py", "tests/**/*.py", *(f"{package}/**/*.py" for package in PACKAGES)
    )


def shipped_python():
    return files(*(f"{package}/**/*.py" for package in PACKAGES))


def layer(name):
    """The files of one layer, whether it is a file or a folder of nouns."""
    patterns = [f"{package}/**/{form}" for package in PACKAGES for form in (f"{name}.py", f"{name}/*.py")]
    return [path for path in files(*patterns) if path.name != "__init__.py"]


def templates():
    return files("templates/**/*.html", "templates/**/*.txt")


def place(path, line=None):
    where = path.relative_to(HOUSE).as_posix()
    return where if line is None else f"{where}:{line}"


@functools.cache
def text_of(path):
    return path.read_text(encoding="utf-8")


@functools.cache
def nodes_of(path):
    """Every node of a Python file, walked once for all rules."""
    return list(ast.walk(ast.parse(text_of(path))))


def functions_of(path):
    return [node for node in nodes_of(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def public_functions_of(path):
    top = ast.parse(text_of(path)).body
    functions = [node for node in top if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [node for node in functions if not node.name.startswith("_")]


def lines_that_match(paths, pattern):
    """Where a pattern stands in these files, as file:line and the words found."""
    return [
        f"{place(path, text_of(path).count(chr(10), 0, match.start()) + 1)} {match[0].strip()}"
        for path in paths
        for match in re.finditer(pattern, text_of(path))
    ]


def none_of(found, rule):
    if found:
        pytest.fail("\n".join([rule, *found]), pytrace=False)
