"""What the kernel says about processes and cores."""

import os

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(process):
    """Seconds of CPU a process has used, its system calls included."""
    with open(f"/proc/{process}/stat") as file:
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def memory_of(process):
    """Bytes a process keeps in memory (its resident set)."""
    with open(f"/proc/{process}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def core_times(core):
    """Seconds a core has worked and rested since it was started; zeros for no core in particular."""
    with open("/proc/stat") as file:
        for line in file:
            if line.startswith(f"cpu{core} "):
                user, nice, system, idle, waiting, *rest = map(int, line.split()[1:])
                return (user + nice + system + sum(rest[:3])) / TICKS, (idle + waiting) / TICKS
    return 0.0, 0.0


def share(before, after):
    """How much of the time between two readings of `core_times` the core worked."""
    worked, rested = after[0] - before[0], after[1] - before[1]
    return worked / max(worked + rested, 0.001)
