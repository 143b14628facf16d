"""Taking the statements of reasons out of the house, for the EU's Transparency Database."""

from django.db import transaction

from community.audit.actions import record
from community.verdicts import require
from moderation.eu_statements import MOST, statement_of, statements_of
from moderation.rules import may_export_statements


@transaction.atomic
def export_statements(*, actor, year: int, part: int = 1):
    """One delivery, at most a hundred statements, as a dict ready for JSON; the export itself is recorded."""
    require(may_export_statements(actor))
    rows = statements_of(year)[(part - 1) * MOST : part * MOST]
    statements = [statement_of(decision) for decision in rows]
    record(actor, "statements.exported", year=year, part=part, count=len(statements))
    return {"statements": statements}
