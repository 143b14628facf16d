"""Statements of reasons in the shape of the EU's Transparency Database, its API version 1 (DSA art. 24(5)).

Nothing that a person wrote goes out, neither members' words nor the facts and reasons of the decision: what is sent
is put together from codes, dates and the public house rules.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from moderation.house_rules import rule
from moderation.models import Case, Decision

MOST = 100  # statements in one delivery
EEA = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()  # noqa: SIM905
)
Measure = Decision.Measure
# What each measure is called there; those that take nothing away need no statement.
READ_FIRST = {
    "decision_visibility": ["DECISION_VISIBILITY_OTHER"],
    "decision_visibility_other": "Staff read what the person writes before it is shown to others.",
}
MEASURES = {
    Measure.RETURN: {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"]},
    Measure.HIDE: {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"]},
    Measure.HOLD_FIRST: READ_FIRST,
    Measure.MUTE: {"decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION"},
    Measure.PAUSE: {"decision_account": "DECISION_ACCOUNT_SUSPENDED"},
    Measure.END_SEAT: {"decision_provision": "DECISION_PROVISION_PARTIAL_TERMINATION"},
    Measure.END_MEMBERSHIP: {"decision_provision": "DECISION_PROVISION_PARTIAL_TERMINATION"},
    Measure.CLOSE_ACCOUNT: {"decision_account": "DECISION_ACCOUNT_TERMINATED"},
}
ENDS = {
    "decision_visibility": "end_date_visibility_restriction",
    "decision_provision": "end_date_service_restriction",
    "decision_account": "end_date_account_restriction",
}
CATEGORIES = {
    "kind": ("CYBER_VIOLENCE", ["CYBER_BULLYING_INTIMIDATION"]),
    "private": ("DATA_PROTECTION_AND_PRIVACY_VIOLATIONS", ["MISSING_PROCESSING_GROUND"]),
    "meet_here": ("OTHER_VIOLATION_TC", []),
    "no_methods": ("SELF_HARM", []),
    "no_selling": ("OTHER_VIOLATION_TC", ["GOODS_SERVICES_NOT_PERMITTED"]),
    "honest": ("OTHER_VIOLATION_TC", ["INAUTHENTIC_ACCOUNTS"]),
    "listen_staff": ("OTHER_VIOLATION_TC", []),
    "law": ("ILLEGAL_OR_HARMFUL_SPEECH", []),
}
FACTS = (
    "A message of text in a closed group was pointed out by {source}."
    " A trained person read it with what stood around it and decided."
)
LAW = "The law that was named to the person in their own statement of reasons."
SOURCES = {
    "SOURCE_ARTICLE_16": "a notice",
    "SOURCE_TYPE_OTHER_NOTIFICATION": "another member",
    "SOURCE_VOLUNTARY": "our own reading",
}


def statements_of(year):
    """The decisions of one year that need a statement, oldest first. What was a slip and undone at once needs none."""
    made = Decision.objects.but_slips().filter(made_at__year=year, measure__in=MEASURES)
    return made.select_related("case__message", "case__reply", "case__group").order_by("made_at", "pk")


def statement_of(decision):
    """One decision as the database takes it. Needs `case` with its relations."""
    case, source = decision.case, _source_of(decision)
    measure, specific = MEASURES[decision.measure], CATEGORIES[decision.rule][1]
    starts = localdate(decision.starts_at)
    written = min(localdate(case.words.said_at if case.words else case.opened_at), starts)
    statement = {
        **measure,
        **_ground_of(decision),
        "account_type": "ACCOUNT_TYPE_PRIVATE",
        "content_type": ["CONTENT_TYPE_TEXT"],
        "category": f"STATEMENT_CATEGORY_{CATEGORIES[decision.rule][0]}",
        "category_specification": [f"KEYWORD_{word}" for word in specific],
        "territorial_scope": EEA,
        "content_language": (case.group.language if case.group else decision.language).upper(),
        "content_date": written.isoformat(),
        "application_date": starts.isoformat(),
        "decision_facts": FACTS.format(source=SOURCES[source]),
        "source_type": source,
        "automated_detection": "Yes" if decision.automated_detection else "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
        "puid": str(decision.pk),
    }
    if decision.ends_at:
        field = next(ENDS[name] for name in measure if name in ENDS)
        statement[field] = localdate(decision.ends_at).isoformat()
    return statement


def _source_of(decision):
    if decision.source == Decision.Source.OWN:
        return "SOURCE_VOLUNTARY"
    is_outside = decision.case.kind == Case.Kind.NOTICE
    return "SOURCE_ARTICLE_16" if is_outside else "SOURCE_TYPE_OTHER_NOTIFICATION"


def _ground_of(decision):
    if decision.rule == "law":
        return {
            "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT",
            "illegal_content_legal_ground": LAW,
            "illegal_content_explanation": "A trained person found the content to be against the law.",
        }
    cited = rule(decision.rule, "en")
    return {
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": f"House rule: {cited.title}",
        "incompatible_content_explanation": cited.words,
        "incompatible_content_illegal": "No",
        "decision_ground_reference_url": f"{settings.SITE_URL}{reverse('moderation:house_rules')}#{cited.id}",
    }
