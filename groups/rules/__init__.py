"""Who may do what in a group. Each answer is a verdict: yes, or a no with a sentence fit to show that person."""

from groups.rules.aside import (
    keeps_line_pace,
    may_answer_line,
    may_read_line,
    may_write_among_staff,
    may_write_to_staff,
)
from groups.rules.board import may_join
from groups.rules.card import may_keep, may_keep_shown, may_refer_member, may_share, may_share_privately
from groups.rules.checkin import may_answer_check, may_ask
from groups.rules.exercise import may_be_done
from groups.rules.invitation import may_accept, may_invite, may_refer, may_revoke, may_sit
from groups.rules.meeting import may_set_agenda
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
from groups.rules.muting import may_fold, may_unfold
from groups.rules.note import may_note_question, may_read_shared, may_share_note
from groups.rules.paging import may_see_to
from groups.rules.reaction import may_react, may_unreact
from groups.rules.room import (
    keeps_pace,
    may_be_heard,
    may_begin_quiet,
    may_call,
    may_enter,
    may_read_meeting,
    may_run,
    may_say,
    may_speak,
    may_switch,
    may_talk_now,
    needs_reading,
)
from groups.rules.round import (
    keeps_turn,
    may_begin_round,
    may_come_later,
    may_end_turn,
    may_give_turn,
    may_lead_round,
)
from groups.rules.seat import (
    may_destroy_words,
    may_erase,
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
from groups.rules.sign import may_raise_hand, may_sign
from groups.rules.wellbeing import may_answer_wellbeing

__all__ = [
    "keeps_line_pace",
    "keeps_pace",
    "keeps_turn",
    "may_accept",
    "may_answer",
    "may_answer_check",
    "may_answer_line",
    "may_answer_wellbeing",
    "may_ask",
    "may_be_done",
    "may_be_heard",
    "may_begin_quiet",
    "may_begin_round",
    "may_call",
    "may_come_later",
    "may_decide",
    "may_destroy_words",
    "may_end_turn",
    "may_enter",
    "may_erase",
    "may_fold",
    "may_give_turn",
    "may_help_back",
    "may_hide",
    "may_invite",
    "may_join",
    "may_keep",
    "may_keep_shown",
    "may_lead",
    "may_lead_round",
    "may_leave",
    "may_note_question",
    "may_plan",
    "may_promise",
    "may_quieten",
    "may_raise_hand",
    "may_react",
    "may_read_line",
    "may_read_meeting",
    "may_read_shared",
    "may_refer",
    "may_refer_member",
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
    "may_set_agenda",
    "may_share",
    "may_share_note",
    "may_share_privately",
    "may_sign",
    "may_sit",
    "may_speak",
    "may_switch",
    "may_talk_now",
    "may_unfold",
    "may_unreact",
    "may_unseat",
    "may_write_among_staff",
    "may_write_to_staff",
    "needs_reading",
]
