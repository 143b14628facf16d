"""What screeners saw in somebody's words, for whatever keeps words: `found` and `author` are its own fields."""

from community.screening import RISK, UNANSWERED, read


class Screened:
    """Words with `found`, written by `community.screening.written`, or None where there was nothing to see."""

    NEEDS_HELP = 3  # from this level of risk on its author sees crisis lines

    @property
    def findings(self):
        """What screeners saw in it when it was said."""
        return read(self.found)

    @property
    def risk(self):
        """How near they saw somebody's life in danger, 0 to 5."""
        return max((finding.level for finding in self.findings if finding.kind == RISK), default=0)

    @property
    def is_about_life(self):
        """Whether a life may be at stake, so that staff were called at once."""
        return any(finding.is_about_life for finding in self.findings)

    @property
    def speaks_of_danger(self):
        """Whether a life may be at stake that its author fears for: then care stands before all rules."""
        return any(finding.is_cry_for_help for finding in self.findings)

    @property
    def is_unscreened(self):
        """Whether screeners gave no answer, so that nobody knows yet what it speaks of."""
        return any(finding.rule == UNANSWERED for finding in self.findings)

    @property
    def needs_help(self):
        """Whether its author sees crisis lines below it. Staff ask about such things: that is their work."""
        if self.found is None or self.author is None or self.author.is_staff:
            return False
        return self.risk >= self.NEEDS_HELP or self.is_unscreened
