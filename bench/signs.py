"""What the ideas of indirect danger weigh: fitted on the development lines of all languages together.

    python -m bench.signs                          print what would be found and what disturbed, language by language
    python -m bench.signs --write                  and write the weights into rules/signs.json

A logistic regression on ideas and pairs of ideas (`moderation.screeners.signs.features`). What speaks of danger may
only add, what speaks of daily life only take away, so that a weight can be read. Each language is also left out once
and found with the weights of the other three. Development lines are for this alone: what screening is worth is measured
by `manage.py evaluate_screening`, on other lines.
"""

import argparse
import json
import math
import os
import tempfile
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import django

from bench.servers import HOUSE, environment

LINES = HOUSE / "moderation" / "evaluation" / "development"
RULES = HOUSE / "moderation" / "screeners" / "rules"
WEIGHTS = RULES / "signs.json"
ROUNDS, STEP, SHRINK = 400, 1.5, 0.0012
QUIET = {4: 0.012, 3: 0.024}  # shares of innocent development lines that may reach these levels
ELSEWHERE = 0.5  # of that share, of lines in other languages that are read in this one too
APART = 0.3  # what holds lies so much above what calls, at least
HOLDS_FROM = 4  # what a rule file says is to be left alone reaches this level never


class Line(NamedTuple):
    """What stands together in a line, window by window, as one language reads it.

    `is_own`: it is written in that language. `is_promised`: a rule file says that it is left alone.
    """

    language: str
    is_own: bool
    is_danger: bool
    windows: list[list[str]]
    is_promised: bool


def main():
    """Fit, tell, and write where asked."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.signs",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--write", action="store_true", help="write rules/signs.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vierelle-bench-") as folder:
        os.environ.update(environment(Path(folder)) | {"DJANGO_SETTINGS_MODULE": "community.settings"})
        django.setup()
        lines = read()
        weights, levels = fitted(lines)
        tell("all", lines, weights, levels)
        for left_out in _languages(lines):
            others, own = (
                [line for line in lines if (line.language == left_out) is own] for own in (False, True)
            )
            known, _their_levels = fitted(others)
            tell("by others", own, known, _levels(own, known))
        if options.write:
            write(weights, levels)


def read():
    """The lines that are plainly danger or plainly none.

    From the development lines, and from the examples in the rule files, which no sign may contradict.
    """
    found = []
    for written, is_danger, text, is_promised in (*_lines(), *_examples()):
        likely = import_module("moderation.screeners.languages").likely(told(text), spoken=written)
        for language in {written} if is_danger else sorted(likely):
            windows = {frozenset(signs().features(ideas)) for ideas in signs().together(told(text), language)}
            sums = [sorted(window) for window in windows]
            found.append(Line(language, language == written, is_danger, sums, is_promised))
    return found


def signs():
    """The part of screening that is fitted; it can be imported only after Django is set up."""
    return import_module("moderation.screeners.signs")


def told(text):
    """A text as screeners read it."""
    return import_module("moderation.screeners.normalising").sentences(text)


def _lines():
    for path in sorted(LINES.glob("*.jsonl")):
        for line in import_module("moderation.evaluating").lines_of(path, labelled=True):
            is_danger = line.kind == "risk" and line.level >= 4
            if is_danger or line.kind == "none":
                yield line.language, is_danger, line.text, False


def _examples():
    for path in sorted(RULES.glob("*.*.json")):
        for rule in json.loads(path.read_text(encoding="utf-8")).get("rules", ()):
            language = path.suffixes[0][1:]
            yield from ((language, False, text, True) for text in rule["misses"])
            if rule["level"] >= 4 and path.name.startswith("risk."):
                yield from ((language, True, text, False) for text in rule["hits"])


def bounds():
    """Which features may only add and which only take away."""
    here = signs()
    return set(here.SAID_OF_DANGER) | here.PLAIN, set(here.SAID_OF_LIFE) | {here.NOT}


def fitted(lines):
    """Weights, and from what sum on each level is reached."""
    return (weights := _weighed([line for line in lines if line.is_own])), _levels(lines, weights)


def _weighed(lines):
    adds, takes = bounds()
    often = Counter(feature for line in lines for feature in {f for w in line.windows for f in w})
    known = {feature for feature, count in often.items() if count >= 4}
    weights, base = dict.fromkeys(known, 0.0), -2.0
    dangers = sum(line.is_danger for line in lines)
    shares = {True: 0.5 / dangers, False: 0.5 / (len(lines) - dangers)}
    for turn in range(ROUNDS):
        slopes, slope = defaultdict(float), 0.0
        for line in lines:
            best = max(line.windows, key=lambda window: _sum(window, weights), default=[])
            is_found = 1 / (1 + math.exp(-base - _sum(best, weights)))
            wrong = shares[line.is_danger] * (line.is_danger - is_found)
            slope += wrong
            for feature in best:
                slopes[feature] += wrong
        pace = STEP * 20 / (1 + turn / 100)
        base += pace * slope
        for feature in known:
            weight = weights[feature] + pace * (slopes[feature] - SHRINK * weights[feature])
            if feature in takes:
                weight = min(weight, 0.0)
            elif feature in adds or " " in feature:
                weight = max(weight, 0.0)
            weights[feature] = weight
    return {feature: round(weight, 2) for feature, weight in weights.items() if abs(weight) >= 0.05}


def _levels(lines, weights):
    """From what sum on, in each language: its lists are wider or narrower than those of the others."""
    return {
        language: _of_one([line for line in lines if line.language == language], weights)
        for language in _languages(lines)
    }


def _of_one(lines, weights):
    least = {}
    for level, share in QUIET.items():
        own, others = (
            sorted(
                (
                    _most(_at_level(level, line.windows), weights)
                    for line in lines
                    if line.is_own is is_own and not line.is_danger
                ),
                reverse=True,
            )
            for is_own in (True, False)
        )
        least[level] = max(_at(own, share), _at(others, share * ELSEWHERE))
    promised = [_at_level(HOLDS_FROM, line.windows) for line in lines if line.is_promised]
    least[HOLDS_FROM] = max([least[HOLDS_FROM], *(_most(windows, weights) for windows in promised)])
    least[HOLDS_FROM] = max(least[HOLDS_FROM], least[HOLDS_FROM - 1] + APART)
    return {level: round(reached + 0.01, 2) for level, reached in least.items()}


def _at_level(level, windows):
    """The windows that may reach a level: what is too weak to hold never does."""
    return [window for window in windows if level < HOLDS_FROM or signs().may_hold(frozenset(window))]


def _at(sums, share):
    return sums[int(len(sums) * share)] if sums else 0


def _sum(window, weights):
    return sum(weights.get(feature, 0.0) for feature in window)


def _most(windows, weights):
    return max((_sum(window, weights) for window in windows), default=0.0)


def tell(what, lines, weights, levels):
    """How many lines of each language reach each level."""
    for language in _languages(lines):
        for level, least in levels.get(language, {}).items():
            sums = [
                (line.is_danger, _most(_at_level(level, line.windows), weights))
                for line in lines
                if line.language == language and line.is_own
            ]
            reached = Counter(is_danger for is_danger, reached in sums if reached >= least)
            of = Counter(is_danger for is_danger, _reached in sums)
            print(
                f"{what:<10}{language} level {level} (from {least:.2f}): danger {reached[True]}/{of[True]}"
                f" = {reached[True] / of[True]:.3f}, innocent {reached[False]}/{of[False]}"
            )


def _languages(lines):
    return sorted({line.language for line in lines})


def write(weights, levels):
    """Into the file that screening reads."""
    path = WEIGHTS
    facts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"version": 1}
    facts |= {"levels": levels, "weights": dict(sorted(weights.items()))}
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
