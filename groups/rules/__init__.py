"""Who may do what in a group. Each answer is a verdict: yes, or a no with a sentence fit to show that person."""

from groups.rules.checkin import may_answer_check, may_ask
from groups.rules.invitation import may_accept, may_invite, may_refer, may_revoke, may_sit
from groups.rules.message import (
    may_answer,
    may_decide,
    may_hide,
    may_release,
    may_report,
    may_restore,
    may_retract,
    may_return,
)
from groups.rules.reaction import may_react, may_unreact
from groups.rules.paging import may_see_to
from groups.rules.room import (
    keeps_pace,
    may_call,
    may_enter,
    may_read_meeting,
    may_run,
    may_say,
    may_talk_now,
    needs_reading,
)
from groups.rules.seat import (
    may_destroy_words,
    may_help_back,
    may_lead,
    may_leave,
    may_plan,
    may_promise,
    may_quieten,
    may_remove,
    may_seat,
    may_unseat,
)

__all__ = [
    "keeps_pace",
    "may_accept",
    "may_answer",
    "may_answer_check",
    "may_ask",
    "may_call",
    "may_decide",
    "may_destroy_words",
    "may_enter",
    "may_help_back",
    "may_hide",
    "may_invite",
    "may_lead",
    "may_leave",
    "may_plan",
    "may_promise",
    "may_quieten",
    "may_react",
    "may_read_meeting",
    "may_refer",
    "may_release",
    "may_remove",
    "may_report",
    "may_restore",
    "may_retract",
    "may_return",
    "may_revoke",
    "may_run",
    "may_say",
    "may_seat",
    "may_see_to",
    "may_sit",
    "may_talk_now",
    "may_unreact",
    "may_unseat",
    "needs_reading",
]
