"""The load generator, a process of its own: `python -m bench.load PLAN`, prints what it saw as JSON.

Speakers work in a closed loop (the next message when the own one is back) or, with a rate, at that
rate over all rooms. Every line keeps the numbers it heard, so that a loss, a double or a swap shows.

It must never be what is measured. In a closed loop the speakers' lines are read at once and all the
others in turn, about twenty times a second, many frames at a time: what they hear waits in the
kernel meanwhile, as it would in a network. Latencies are those of the lines that are read at once.
"""

import gc
import json
import os
import random
import select
import statistics
import sys
import time

from bench import tally
from bench.crowd import Crowd
from bench.gauges import core_times, cpu_of, share
from bench.lines import DIGITS, MARKS, TEXT, Refusal, number_in

DRAIN_SECONDS = 5.0
PATIENCE_SECONDS = 10.0
OPENING_SECONDS = 120.0
TURN_SECONDS = 0.05  # in which every line that only listens is read once
READ_AT_MOST = 100  # of those lines before the speakers are looked after again
AT_ONCE = 50


class Run:
    """One shape against one server."""

    def __init__(self, plan):
        self.plan = plan
        self.number = random.randrange(4096)
        self.crowd = Crowd(plan["doors"], plan["url"], at_once=AT_ONCE)
        self.poll = select.epoll()
        self.lines, self.speakers, self.listeners, self.by_fd = [], [], [], {}
        self.turned = 0  # how many times a listener was read
        self.sent = {}  # mark -> (when, room)
        self.latencies = []
        self.refused = set()
        self.again = []  # speakers who were refused and speak once more
        self.closed = self.accepted_bytes = 0
        self.trouble = ""

    # --- Coming ---------------------------------------------------------------
    def open(self):
        """Open every line, fifty at a time; return how long it took."""
        taken = self.crowd.open(OPENING_SECONDS)
        if self.crowd.refusals:
            raise ConnectionError(f"{len(self.crowd.refusals)} not let in: {self.crowd.refusals[0]}")
        self.lines = self.crowd.lines
        in_turn = self._in_turn()
        count = len(in_turn) if self.plan["rate"] else self.plan["senders"]
        self.speakers, self.listeners = in_turn[:count], in_turn[count:]
        for line in self.speakers:
            self.by_fd[line.sock.fileno()] = line
            self.poll.register(line.sock.fileno(), select.EPOLLIN)
        return taken

    def _in_turn(self):
        """The first line of each room, then the second of each, and so on."""
        rooms = {}
        for line in self.lines:
            rooms.setdefault(line.room, []).append(line)
        return [line for rank in zip(*rooms.values(), strict=True) for line in rank]

    # --- Speaking and hearing --------------------------------------------------
    def speak(self, line):
        number = len(self.sent) + 1
        self.sent[b"%0*d" % (DIGITS, number)] = (time.perf_counter(), line.room)
        try:
            line.say(number, self.number)
        except Refusal as trouble:
            self._lose(line, trouble)

    def attend(self, line, now):
        """Take in what has arrived for a speaker; True when the own message is back."""
        marks = self.overhear(line)
        for mark in marks:
            self.latencies.append(now - self.sent[mark][0])
        return line.waiting_for in marks

    def overhear(self, line):
        """Take in what has arrived; return the marks in it."""
        try:
            marks, others = line.listen()
        except Refusal as trouble:
            self._lose(line, trouble)
            return ()
        for opcode, payload in others:
            if opcode == TEXT:
                marks += self._note(line, payload)
        return marks

    def _note(self, line, payload):
        """Any other frame; the marks in it when it is a repair in the middle of the run."""
        marks = []
        if payload.startswith(b'{"type":"caught_up"'):
            marks = MARKS.findall(payload)
            line.heard += marks
        elif payload.startswith(b'{"type":"accepted"'):
            self.accepted_bytes = len(payload)
        elif payload.startswith(b'{"type":"refused"'):
            self.trouble = payload.decode()
            self.refused.add(b"%0*d" % (DIGITS, number_in(json.loads(payload).get("client_id", "-0"))))
            self.again.append(line)
        return marks

    def _lose(self, line, trouble):
        """The server has ended a line; what it was still due counts as lost."""
        number = line.sock.fileno()
        if number < 0:
            return
        self.closed += 1
        self.trouble = str(trouble)
        if self.by_fd.pop(number, None):
            self.poll.unregister(number)
        else:
            self.listeners.remove(line)
        line.sock.close()

    def closed_loop(self, seconds):
        for line in self.speakers:
            self.speak(line)
        began = last_news = now = time.perf_counter()
        while now - began < seconds and now - last_news < PATIENCE_SECONDS and self.by_fd:
            for fd, _events in self.poll.poll(0.002):
                line, last_news = self.by_fd[fd], time.perf_counter()
                if self.attend(line, last_news):
                    self.speak(line)
            now = time.perf_counter()
            self._take_turns(now - began)
            if self.again:
                self.speak(self.again.pop())

    def _take_turns(self, elapsed):
        """Read the listeners whose turn has come; not too many, since the speakers come first."""
        due = int(elapsed / TURN_SECONDS * len(self.listeners)) - self.turned
        for _ in range(min(due, READ_AT_MOST, len(self.listeners))):
            if self.listeners:
                self.overhear(self.listeners[self.turned % len(self.listeners)])
                self.turned += 1

    def at_rate(self, seconds, rate):
        began, count = time.perf_counter(), 0
        while (now := time.perf_counter() - began) < seconds and self.by_fd:
            while count < now * rate:
                self.speak(self.speakers[(count * 7919) % len(self.speakers)])
                count += 1
            for fd, _events in self.poll.poll(0.001):
                self.attend(self.by_fd[fd], time.perf_counter())

    def drain(self):
        """Wait for what is still on its way; return what never came."""
        end = time.perf_counter() + DRAIN_SECONDS
        while (seen := self.count()).lost and time.perf_counter() < end:
            for fd, _events in self.poll.poll(0.2):
                self.attend(self.by_fd[fd], time.perf_counter())
            for line in list(self.listeners):
                self.overhear(line)
        return seen

    # --- Counting ---------------------------------------------------------------
    def heard(self):
        """How many messages somebody has heard, and how many deliveries that made."""
        marks = set().union(*(line.heard for line in self.speakers))
        return len(marks), sum(len(line.heard) for line in self.lines)

    def said_bytes(self):
        """How long a message said is on the line, without its four bytes of head."""
        lines = self.lines
        return sum(line.bytes for line in lines) // max(sum(len(line.heard) for line in lines), 1) - 4

    def count(self):
        """Every line of a room is due each message said in it and not refused."""
        due, rooms = {}, {}
        for mark, (_when, room) in self.sent.items():
            if mark not in self.refused:
                due.setdefault(room, set()).add(mark)
        for line in self.lines:
            rooms.setdefault(line.room, []).append(line.heard)
        return tally.count(rooms, due)


def measure(plan):
    """Open, speak, drain, count."""
    run = Run(plan)
    opened_in = run.open()
    spent = cpu_of(plan["server"])
    effort, (messages, deliveries) = _speak(run, plan)
    seen = run.drain()
    spent = cpu_of(plan["server"]) - spent
    cuts = statistics.quantiles(run.latencies, n=100) if len(run.latencies) > 1 else [0.0] * 99
    return {
        **effort,
        "p50_ms": cuts[49] * 1000,
        "p99_ms": cuts[98] * 1000,
        "lost": seen.lost,
        "doubles": seen.doubles,
        "swapped": seen.swapped,
        "refused": len(run.refused),
        "closed": run.closed,
        "trouble": run.trouble,
        "opened_in": opened_in,
        "said_bytes": run.said_bytes(),
        "accepted_bytes": run.accepted_bytes,
        "cpu_message": spent / max(messages, 1),
        "cpu_delivery": spent / max(deliveries, 1),
    }


def _speak(run, plan):
    """Let them speak; return what passed in how long and who worked how hard, and the plain counts."""
    server, own = cpu_of(plan["server"]), time.process_time()
    cores = [core_times(core) for core in (plan["server_core"], plan["core"])]
    began = time.perf_counter()
    if plan["rate"]:
        run.at_rate(plan["seconds"], plan["rate"])
    else:
        run.closed_loop(plan["seconds"])
        for line in list(run.listeners):
            run.overhear(line)
    seconds = time.perf_counter() - began
    busy, worked = (time.process_time() - own) / seconds, (cpu_of(plan["server"]) - server) / seconds
    first, second = (
        share(before, core_times(core))
        for before, core in zip(cores, (plan["server_core"], plan["core"]), strict=True)
    )
    messages, deliveries = run.heard()
    effort = {
        "messages_per_second": messages / seconds,
        "deliveries_per_second": deliveries / seconds,
        "server_busy": worked,
        "busy": busy,
        "core_busy": second,
        "others": max(0.0, first - worked),
    }
    return effort, (messages, deliveries)


def main():
    with open(sys.argv[1]) as file:
        plan = json.load(file)
    if plan["core"] is not None:
        os.sched_setaffinity(0, {plan["core"]})
    gc.disable()  # a pause here would look like one of the server's
    print(json.dumps(measure(plan)))


if __name__ == "__main__":
    main()
