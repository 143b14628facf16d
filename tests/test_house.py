"""The house rules that a reader relies on, kept by reading the source rather than by taste."""

import ast
import html
import re

import pytest

from tests.source import (
    HOUSE,
    files,
    functions_of,
    layer,
    lines_that_match,
    nodes_of,
    none_of,
    our_python,
    place,
    public_functions_of,
    shipped_python,
    templates,
    text_of,
)

# --- What is exempt, and why ---------------------------------------------------
POSITIONAL_ACTIONS = {
    "community/audit/actions.py:record"
}  # read aloud: record(actor, "message.hidden", message)
IMPORTING_FUNCTIONS = {"apps.py:ready"}  # the app registry must be full first
MAKERS_OF_SAFE_HTML = {
    "community/text.py",  # words people wrote become HTML there and nowhere else
    "groups/moulds.py",  # what a template wrote, filled with what the other two make
    "community/templatetags/look.py",  # drawings of our own, made from numbers and names in the source
}
UNMIRRORED: set[str] = set()  # files without a test of their own, because another test covers them in full
MIRRORED_ALONE = ("verdicts.py", "vault/*.py", "screening.py", "text.py", "chores.py", "live/hub.py")
NOT_TRANSLATED = {"Vierelle"}
DRAWERS = {"utils", "helpers", "common", "core", "misc"}


# --- Limits --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "paths", "limit"),
    [
        ("Python file", our_python, 300),
        ("template", templates, 120),
        ("JavaScript file", lambda: files("static/js/**/*.js"), 150),
    ],
)
def test_files_stay_short_enough_to_read(kind, paths, limit):
    lengths = {place(path): len(text_of(path).splitlines()) for path in paths()}

    none_of(
        [f"{name}: {length}" for name, length in lengths.items() if length > limit],
        f"A {kind} has at most {limit} lines",
    )


def test_functions_stay_short_enough_to_read():
    found = [
        f"{place(path, node.lineno)} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in our_python()
        for node in functions_of(path)
        if node.end_lineno - node.lineno + 1 > 40
    ]

    none_of(found, "A function has at most 40 lines")


# --- One place for each thing ----------------------------------------------------
def test_the_tests_mirror_the_house():
    alone = [
        path for path in files(*(f"community/{name}" for name in MIRRORED_ALONE)) if path.stem != "__init__"
    ]
    layers = [*layer("actions"), *layer("models"), *layer("rules")]
    wanted = [path for path in [*layers, *alone] if functions_of(path)]  # columns alone do nothing
    mirrored = {
        path: HOUSE / "tests" / path.relative_to(HOUSE).with_name(f"test_{path.name}") for path in wanted
    }

    found = [
        f"{place(path)} has no {place(test)}"
        for path, test in mirrored.items()
        if not test.exists() and place(path) not in UNMIRRORED
    ]
    none_of(found, "Every action, rule and model has its test at the same place under tests/")


def test_nothing_is_kept_in_a_drawer():
    none_of(
        [place(path) for path in our_python() if path.stem in DRAWERS], "A helper earns a name of its own"
    )
    none_of([place(path) for path in our_python() if path.parent.name in DRAWERS], "So does a folder")


# --- Actions, views, imports -----------------------------------------------------
def test_actions_take_their_facts_by_name():
    found = [
        f"{place(path, node.lineno)} {node.name}"
        for path in layer("actions")
        for node in public_functions_of(path)
        if node.args.posonlyargs or node.args.args or node.args.vararg
        if f"{place(path)}:{node.name}" not in POSITIONAL_ACTIONS
    ]

    none_of(found, "Every public function in actions is keyword-only; what is not an action starts with _")


def test_actions_say_what_they_do():
    found = [
        f"{place(path, node.lineno)} {node.name}"
        for path in layer("actions")
        for node in public_functions_of(path)
        if not ast.get_docstring(node)
    ]

    none_of(found, "Every action has a sentence")


def test_what_is_seen_comes_from_a_queryset():
    paths = [*layer("views"), *layer("consumers"), *layer("sockets")]

    none_of(
        lines_that_match(paths, r"\.objects\.(?:get|aget)\("), "Views and sockets look through visible_to()"
    )


def test_imports_stand_at_the_top():
    found = [
        place(path, inner.lineno)
        for path in our_python()
        for node in functions_of(path)
        if f"{path.name}:{node.name}" not in IMPORTING_FUNCTIONS
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    none_of(found, "No import inside a function")


def test_no_error_is_swallowed_unnamed():
    found = [
        place(path, node.lineno)
        for path in our_python()
        for node in nodes_of(path)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]

    none_of(found, "No bare except")


def test_every_form_keeps_its_token():
    none_of(lines_that_match(shipped_python(), r"\bcsrf_exempt\b"), "No view goes without the CSRF token")
    posting = [
        path for path in templates() if re.search(r'<form[^>]*method="post"', text_of(path), re.IGNORECASE)
    ]
    none_of([place(path) for path in posting if "csrf_token" not in text_of(path)], "No form goes without it")


# --- Pages -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        (r"(?is)<script(?![^>]*\ssrc=)[^>]*>", "No inline script"),
        (r"(?i)<style\b", "No inline style sheet"),
        (r"""(?i)<[a-z][^<>]*\sstyle\s*=\s*["']""", "No style attribute"),
        (r"""(?i)<[a-z][^<>]*\son[a-z]+\s*=\s*["']""", "No script in an attribute"),
        (r"(?i)javascript:", "No script in a link"),
        (r"""(?i)\b(?:src|href|action|srcset)\s*=\s*["']?(?:https?:)?//""", "No page names another host"),
    ],
)
def test_pages_need_no_exception_from_the_content_policy(pattern, rule):
    none_of(lines_that_match(templates(), pattern), rule)


def test_scripts_and_styles_stay_on_this_host():
    paths = files("static/js/**/*.js", "static/css/**/*.css")

    none_of(
        lines_that_match(paths, r"""(?:https?:|["'(])//(?!www\.w3\.org/)"""),
        "Nothing comes from another host",
    )
    none_of(
        lines_that_match(files("static/js/**/*.js"), r"\beval\(|new Function\("), "No code is made from text"
    )


def test_only_one_file_makes_safe_html_of_words():
    python = [path for path in shipped_python() if place(path) not in MAKERS_OF_SAFE_HTML]
    pages = [path for path in templates() if path.suffix == ".html"]

    none_of(
        lines_that_match(python, r"\b(?:mark_safe|SafeString|SafeText)\("),
        "Words become HTML in text.py alone",
    )
    none_of(
        lines_that_match(pages, r"\|\s*safe(?:seq)?\b|autoescape\s+off"), "No template turns escaping off"
    )


HIDDEN = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->|<(script|style)\b.*?</\1>"
    r"|\{%\s*block\s+\w*class\s*%\}.*?endblock\b.*?%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN_ATTRIBUTE = re.compile(
    r"""\b(?:aria-label|aria-description|title|placeholder|alt)\s*=\s*["']([^"']*)["']"""
)
WORD = re.compile(r"[^\W\d_]{2,}")


def test_every_word_on_a_page_can_be_translated():
    found = []
    for path in templates():
        bare = HIDDEN.sub(lambda match: "\n" * match[0].count("\n") + " ", text_of(path))
        spoken = " ".join(SPOKEN_ATTRIBUTE.findall(bare))
        shown = re.sub(
            r"""<[^>]*>|[\w:-]+=["'][^"']*["']|\bdata-[\w-]+""", " ", bare
        )  # some fragments are attributes only
        words = [
            word for word in WORD.findall(html.unescape(f"{shown} {spoken}")) if word not in NOT_TRANSLATED
        ]
        if words:
            found.append(f"{place(path)} {' '.join(words[:12])}")

    none_of(found, "Words on a page stand in translate or blocktranslate")


# --- What it is built from ---------------------------------------------------------
LOCKS = [HOUSE / "requirements.txt", HOUSE / "requirements-dev.txt"]


def pins_of(lock):
    return set(re.findall(r"(?m)^([\w.-]+==[^\s;]+)", text_of(lock)))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_hold_versions_and_hashes_and_nothing_else(lock):
    strangers = [
        line
        for line in text_of(lock).splitlines()
        if not re.fullmatch(
            r"[\w.-]+==[\w.!+-]+(?: ; [\w .'<>=!()]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?", line
        )
    ]

    none_of(strangers, "A lock has no address, no path and no option")


def test_the_locks_agree():
    none_of(sorted(pins_of(LOCKS[0]) - pins_of(LOCKS[1])), "What runs is what was tested")


def test_nothing_says_where_packages_come_from():
    told = [
        *LOCKS,
        *files("pyproject.toml", "bin/*", ".ci/*", "*.md", "docs/**/*.md", "*.cfg", "*.ini", "*.json"),
    ]

    none_of(
        lines_that_match(told, r"(?i)(?<!no-emit-)\b(?:(?:extra-)?index-url|find-links|trusted-host)\b"),
        "The machine knows its registry",
    )
    none_of(
        lines_that_match(
            told, r"(?i)https?://[\w.-]*\b(?:registry|pypi|npm|debian|packages|mirrors?)\b[\w.-]*"
        ),
        "No address of a package host",
    )
