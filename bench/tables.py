"""Small tables for people: one line per thing measured, the target beside the figure it is for."""

GENERATOR_FULL, CORE_FULL, DISTURBED = 0.9, 0.97, 0.15
NARROW = 7


class Table:
    """Columns of fixed width, so that lines can be printed as they come."""

    def __init__(self, *columns):
        """Names; a column is as wide as its name, blanks before it included, and never very narrow."""
        self.widths = [max(NARROW, len(name)) for name in columns]
        self.line(*columns)

    def line(self, *cells):
        """One line; what is missing at its end stays empty."""
        print(
            "  ".join(f"{cell!s:>{width}}" for cell, width in zip(cells, self.widths, strict=False)),
            flush=True,
        )


def title(text):
    """What comes now."""
    print(f"\n{text}", flush=True)


def note(text):
    """Something to know about the line above."""
    print(f"    {text}", flush=True)


def against(figure, target, *, form="{}", at_most=False):
    """The figure, and its target with whether it was reached."""
    reached = figure <= target if at_most else figure >= target
    sign = "≤" if at_most else "≥"
    return (
        f"{form.format(figure)} (target {sign} {form.format(target)}: {'reached' if reached else 'missed'})"
    )


def warnings(generator, core, others):
    """What makes a figure doubtful: the generator, all that ran on its core, and others on the server's."""
    if generator > GENERATOR_FULL:
        yield f"The generator was busy {generator:.0%} of the time: it was the limit, not the server."
    elif core > CORE_FULL:
        yield f"The second core was full ({core:.0%}, the generator {generator:.0%})."
    if others > DISTURBED:
        yield f"Other work had {others:.0%} of the first core: trust CPU time, not the clock."
