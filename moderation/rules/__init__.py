"""Who may do what when keeping people safe. Each answer is a verdict."""

from moderation.rules.alarm import may_take_alarm
from moderation.rules.appeal import may_appeal, may_decide_appeal
from moderation.rules.audit import may_follow, may_read_audit, may_read_reasons
from moderation.rules.case import may_claim, may_confirm, may_decide, may_look, may_take_back, may_undo
from moderation.rules.concern import (
    may_add_fact,
    may_close,
    may_do_step,
    may_lead_concerns,
    may_raise,
    may_read,
    may_steer,
)
from moderation.rules.report import may_answer, may_ask_again, may_report_person, may_see_report, may_watch
from moderation.rules.reveal import may_agree, may_ask_identity, may_be_second, may_look_behind, may_settle
from moderation.rules.shift import (
    may_be_planned,
    may_begin,
    may_hand_over,
    may_have_place,
    may_plan_shifts,
    may_read_hand_over,
    may_see_loads,
    may_see_rota,
    may_take_off,
)
from moderation.rules.tie import may_tie, may_tie_to
from moderation.rules.transparency import may_export_statements
from moderation.rules.visit import may_read_on, may_visit

__all__ = [
    "may_add_fact",
    "may_agree",
    "may_answer",
    "may_appeal",
    "may_ask_again",
    "may_ask_identity",
    "may_be_planned",
    "may_be_second",
    "may_begin",
    "may_claim",
    "may_close",
    "may_confirm",
    "may_decide",
    "may_decide_appeal",
    "may_do_step",
    "may_export_statements",
    "may_follow",
    "may_hand_over",
    "may_have_place",
    "may_lead_concerns",
    "may_look",
    "may_look_behind",
    "may_plan_shifts",
    "may_raise",
    "may_read",
    "may_read_audit",
    "may_read_hand_over",
    "may_read_on",
    "may_read_reasons",
    "may_report_person",
    "may_see_loads",
    "may_see_report",
    "may_see_rota",
    "may_settle",
    "may_steer",
    "may_take_alarm",
    "may_take_back",
    "may_take_off",
    "may_tie",
    "may_tie_to",
    "may_undo",
    "may_visit",
    "may_watch",
]
