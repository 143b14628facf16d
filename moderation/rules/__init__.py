"""Who may do what when keeping people safe. Each answer is a verdict."""

from moderation.rules.report import may_answer, may_watch

__all__ = ["may_answer", "may_watch"]
