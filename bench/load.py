"""The load generator, a process of its own: `python -m bench.load PLAN`, prints what it saw as JSON.

Senders work in a closed loop (the next message when the own one is back) or, with a rate, at that
rate over all rooms. Every line counts what it heard, so that a loss or a double shows by number.
"""

import json
import os
import random
import select
import statistics
import sys
import time

from bench.lines import MARK, Line, url_parts

DRAIN_SECONDS = 5.0
PATIENCE_SECONDS = 10.0
BATCH = 50


class Run:
    """One shape against one server."""

    def __init__(self, plan):
        self.plan = plan
        self.number = random.randrange(4096)
        self.lines = []
        self.poll = select.epoll()
        self.by_fd = {}
        self.sent = {}  # mark -> (when, room)
        self.said = set()  # marks that somebody has heard
        self.latencies = []
        self.refused = 0
        self.bytes = self.frames = 0
        self.refusal = ""

    def open(self):
        """Open every line, fifty at a time; return how long it took."""
        began = time.perf_counter()
        doors = self.plan["doors"]
        for start in range(0, len(doors), BATCH):
            batch = [
                Line(*url_parts(door.get("url", self.plan["url"])), door["path"], door["cookie"])
                for door in doors[start : start + BATCH]
            ]
            for line in batch:
                line.shake(0)
            for line in batch:
                line.await_greeting()
            self.lines += batch
        taken = time.perf_counter() - began
        for line in self.lines:
            line.sock.setblocking(False)
            self.by_fd[line.sock.fileno()] = line
            self.poll.register(line.sock.fileno(), select.EPOLLIN)
        return taken

    def speak(self, line):
        number = len(self.sent) + 1
        self.sent[number] = (time.perf_counter(), line.room)
        line.say(number, self.number)

    def hear(self, line, now):
        """Take in what has arrived on a line; True when its own message is back."""
        try:
            chunk = line.sock.recv(262144)
        except BlockingIOError:
            return False
        if not chunk:
            raise ConnectionError("the server closed a line in the middle of the run")
        line.rest = line.rest + chunk if line.rest else chunk
        is_back = False
        for opcode, payload in line.frames():
            if opcode == 9:
                line.sock.send(bytes([0x8A, 0x80 | len(payload)]) + b"\0\0\0\0" + payload)
            elif opcode == 1:
                is_back |= self._take(line, payload, now)
        return is_back

    def _take(self, line, payload, now):
        is_back = False
        if payload.startswith(b'{"type":"accepted"'):
            return False
        if payload.startswith(b'{"type":"refused"'):
            self.refused += 1
            self.refusal = payload.decode()
            return True
        for mark in MARK.findall(payload):
            number = int(mark)
            if number in line.marks:
                line.doubles += 1
                continue
            line.marks.add(number)
            self.said.add(number)
            self.latencies.append(now - self.sent[number][0])
            self.bytes += len(payload)
            self.frames += 1
            is_back |= number == line.waiting_for
        return is_back

    def speakers(self):
        """The first lines of each room in turn, as many as the plan says."""
        rooms = {}
        for line in self.lines:
            rooms.setdefault(line.room, []).append(line)
        in_turn = [line for rank in zip(*rooms.values(), strict=True) for line in rank]
        return in_turn[: self.plan["senders"]]

    def closed_loop(self, seconds):
        speakers = set(self.speakers())
        for line in speakers:
            self.speak(line)
        end = time.perf_counter() + seconds
        last_news = time.perf_counter()
        while (now := time.perf_counter()) < end:
            for fd, _events in self.poll.poll(0.05):
                line = self.by_fd[fd]
                last_news = now = time.perf_counter()
                if self.hear(line, now) and line in speakers:
                    self.speak(line)
            if now - last_news > PATIENCE_SECONDS:
                return

    def at_rate(self, seconds, rate):
        began, count = time.perf_counter(), 0
        while (now := time.perf_counter() - began) < seconds:
            while count < now * rate:
                self.speak(self.lines[(count * 7919) % len(self.lines)])
                count += 1
            for fd, _events in self.poll.poll(0.001):
                self.hear(self.by_fd[fd], time.perf_counter())

    def drain(self):
        """Wait for what is still on its way."""
        end = time.perf_counter() + DRAIN_SECONDS
        while time.perf_counter() < end and self.missing():
            for fd, _events in self.poll.poll(0.05):
                self.hear(self.by_fd[fd], time.perf_counter())

    def missing(self):
        """Deliveries due and not heard: every line of a room is due each message said in it."""
        members = {}
        for line in self.lines:
            members[line.room] = members.get(line.room, 0) + 1
        due = sum(members[self.sent[number][1]] for number in self.sent)
        refused = self.refused * max(members.values())
        return max(0, due - refused - sum(len(line.marks) for line in self.lines))


def measure(plan):
    """Open, speak, drain, count."""
    run = Run(plan)
    opened_in = run.open()
    began, cpu, server = time.perf_counter(), time.process_time(), _cpu_of(plan.get("server"))
    if plan.get("rate"):
        run.at_rate(plan["seconds"], plan["rate"])
    else:
        run.closed_loop(plan["seconds"])
    seconds = time.perf_counter() - began
    busy = (time.process_time() - cpu) / seconds
    said, heard = len(run.said), len(run.latencies)
    run.drain()
    spent = None if server is None else _cpu_of(plan["server"]) - server
    cuts = statistics.quantiles(run.latencies, n=100) if len(run.latencies) > 1 else [0.0] * 99
    return {
        "messages_per_second": said / seconds,
        "deliveries_per_second": heard / seconds,
        "p50_ms": cuts[49] * 1000,
        "p99_ms": cuts[98] * 1000,
        "lost": run.missing(),
        "doubles": sum(line.doubles for line in run.lines),
        "refused": run.refused,
        "refusal": run.refusal,
        "opened_in": opened_in,
        "frame_bytes": run.bytes // max(run.frames, 1),
        "generator_busy": busy,
        "server_cpu": None if spent is None else spent / max(len(run.latencies), 1),
    }


def _cpu_of(process):
    """Seconds of CPU a process has used, its system calls included."""
    if process is None:
        return None
    with open(f"/proc/{process}/stat") as file:
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main():
    with open(sys.argv[1]) as file:
        plan = json.load(file)
    if plan.get("core") is not None:
        os.sched_setaffinity(0, {plan["core"]})
    print(json.dumps(measure(plan)))


if __name__ == "__main__":
    main()
