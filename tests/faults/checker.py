"""What went wrong, judged by nothing but what each page sent and heard, and by the rows that are there in the end.

It shares no code with the clients or with the house. Every check returns sentences, none when all is well.
"""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

MARK = re.compile(r"mark-[0-9a-f]{16}")  # in every body: what it is known by, wherever it turns up
NEWS = {"message.said", "message.changed"}
PLACED_ON_PAGE = re.compile(r'<article [^>]*id="message-([0-9a-f-]{36})"[^>]*data-position="(\d+)"')
PAGE_SINCE = re.compile(r'<live-room [^>]*data-since="(\d+)"')


@dataclass
class Event:
    """`kind`: open, lost, asked (what: since), said (what: client_id and body), heard (what: the frame), page."""

    at: float
    kind: str
    what: object = None


@dataclass
class Log:
    """One page's life, reconnections included."""

    seat: str
    room: str
    leads: bool = False
    events: list = field(default_factory=list)

    def of(self, kind):
        return [event for event in self.events if event.kind == kind]

    def raw(self):
        """(when, text) of all that reached this page."""
        return [(event.at, event.what) for event in self.events if event.kind in {"heard", "page"}]


@dataclass
class Shown:
    """What a page would show after its log: by id, in the order of first coming."""

    positions: dict = field(default_factory=dict)
    marks: dict = field(default_factory=dict)
    troubles: list = field(default_factory=list)
    known: int = 0
    asked: int = 0
    fetched: int = 0  # what a page fetched whole shows, the line may still bring once more

    def place(self, news, *, is_live):
        """A frame beyond the next number is not placed: a page asks for what it has missed."""
        number, name = news["revision"], news["id"]
        if is_live and number > self.known + 1:
            return
        if self.fetched < number <= self.known and (is_live or number <= self.asked):
            self.troubles.append(f"told again: {name} at {number}, having {self.known}")
        if name not in self.positions and news["position"] <= max(self.positions.values(), default=0):
            self.troubles.append(f"out of order: {name} at {news['position']}")
        self.positions[name] = news["position"]
        self.marks[name] = MARK.findall(news.get("html") or "")[:1]
        if is_live:
            self.known = max(self.known, number)


def check(logs, rows, releases=None):
    """All that is wrong. `rows`: the messages as they stand; `releases`: {message id: when staff asked for it}."""
    return [
        *nothing_said_is_open(logs),
        *what_was_accepted_is_kept(logs, rows),
        *nothing_stands_twice(rows),
        *everyone_has_everything_once_in_order(logs, rows),
        *nothing_reached_others_too_early(logs, rows, releases or {}),
    ]


def nothing_said_is_open(logs):
    """In the end every word was answered "accepted"."""
    found = []
    for log in logs:
        accepted = {facts["client_id"] for facts in _frames(log) if facts["type"] == "accepted"}
        said = {event.what["client_id"] for event in log.of("said")}
        found += [f"never accepted: {name} of {log.seat}" for name in sorted(said - accepted)]
    return found


def what_was_accepted_is_kept(logs, rows):
    """Each accepted message has its row, with the words that were sent."""
    kept = {row["id"]: row for row in rows}
    found = []
    for log in logs:
        bodies = {event.what["client_id"]: event.what["body"] for event in log.of("said")}
        for facts in _frames(log):
            if facts["type"] != "accepted":
                continue
            row = kept.get(facts["id"])
            if row is None:
                found.append(f"accepted but not in the database: {facts['id']} of {log.seat}")
            elif (row["author"], row["client_id"]) != (log.seat, facts["client_id"]):
                found.append(f"answered with another's message: {facts['id']} of {log.seat}")
            elif row["body"] != bodies.get(facts["client_id"]):
                found.append(f"not the words that were sent: {facts['id']}")
    return found


def nothing_stands_twice(rows):
    """One row per message sent, one message per place."""
    copies = Counter((row["author"], row["client_id"]) for row in rows)
    words = Counter(mark for row in rows for mark in MARK.findall(row["body"]))
    places = Counter((row["room"], row["position"]) for row in rows if row["position"] is not None)
    return [
        f"twice in the database: {what}" for what, times in (copies + words + places).items() if times > 1
    ]


def everyone_has_everything_once_in_order(logs, rows):
    """Each page of a room shows all placed messages of that room, once, in the order of the database."""
    placed = defaultdict(list)
    for row in rows:
        if row["position"] is not None:
            placed[row["room"]].append(row)
    found = []
    for log in logs:
        shown = shown_by(log)
        found += [f"{log.seat}: {trouble}" for trouble in shown.troubles]
        due = sorted(placed[log.room], key=lambda row: row["position"])
        found += [f"lost: {row['id']} for {log.seat}" for row in due if row["id"] not in shown.positions]
        there = {row["id"] for row in due}
        found += [
            f"not in the database: {name} at {log.seat}" for name in shown.positions if name not in there
        ]
        got = sorted((name for name in shown.positions if name in there), key=shown.positions.get)
        if got != [row["id"] for row in due if row["id"] in shown.positions]:
            found.append(f"another order than in the database: {log.seat}")
        for row in due:
            if row["state"] == "shown" and shown.marks.get(row["id"], []) not in (
                [],
                MARK.findall(row["body"]),
            ):
                found.append(f"other words than in the database: {row['id']} at {log.seat}")
        marks = Counter(mark for (mark,) in filter(None, shown.marks.values()))
        found += [f"shown twice: {mark} at {log.seat}" for mark, times in marks.items() if times > 1]
    return found


def nothing_reached_others_too_early(logs, rows, releases):
    """Words reach others in the room only with a place; held ones not before staff let them through."""
    by_mark = {mark: row for row in rows for mark in MARK.findall(row["body"])}
    found = []
    for log in logs:
        for at, text in log.raw():
            for mark in set(MARK.findall(text)):
                row = by_mark.get(mark)
                if row is None:
                    found.append(f"unknown words at {log.seat}: {mark}")
                elif trouble := _too_early(log, at, row, releases):
                    found.append(f"leaked {trouble}: {row['id']} to {log.seat}")
    return found


def _too_early(log, at, row, releases):
    if row["author"] == log.seat:
        return None
    if row["room"] != log.room:
        return "to another room"
    if log.leads:
        return None
    if row["position"] is None:
        return "though held"
    if row["was_held"] and at < releases.get(row["id"], float("inf")):
        return "before it was let through"
    return None


def shown_by(log):
    """What this page shows, worked out from what reached it."""
    shown = Shown()
    for event in log.events:
        if event.kind == "asked":
            shown.asked = event.what
        elif event.kind == "page":
            shown = _page(event.what, shown)
        elif event.kind == "heard":
            facts = json.loads(event.what)
            _hear(shown, facts)
    return shown


def _hear(shown, facts):
    if facts["type"] in NEWS:
        shown.place(facts, is_live=True)
    elif facts["type"] == "caught_up":
        for news in facts["news"]:
            shown.place(news, is_live=False)
        shown.known = max(shown.known, facts["revision"])
    else:
        for news in facts.get("news", ()) if isinstance(facts.get("news"), list) else ():
            _hear(shown, news)


def _page(html, before):
    """A page fetched whole takes the place of what stood there."""
    since = int(PAGE_SINCE.search(html)[1])
    shown = Shown(troubles=before.troubles, known=since, fetched=since)
    for found in PLACED_ON_PAGE.finditer(html):
        name, position = found[1], int(found[2])
        if name in shown.positions or position <= max(shown.positions.values(), default=0):
            shown.troubles.append(f"out of order on a page: {name}")
        shown.positions[name] = position
        shown.marks[name] = MARK.findall(html, found.end(), html.find("</article>", found.end()))[:1]
    return shown


def _frames(log):
    return [json.loads(event.what) for event in log.of("heard")]
