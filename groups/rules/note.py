"""Who may share what they noted with a group's staff, and who may read it then."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.room import may_enter
from groups.rules.seat import may_lead


def may_note_question(user, membership):
    """Meaning to ask something at a group's next meeting: whoever has a seat there and does not lead."""
    if not (verdict := may_enter(user, membership)):
        return verdict
    if membership.group.ended_at:
        return no(_("This group has ended. What you wrote stays in your notebook."))
    return no(_("You lead here. Questions are for members to write.")) if may_lead(user, membership) else YES


def may_share_note(user, note, membership):
    """Letting the staff of one's group read one note: the person alone, for a group they have a seat in."""
    if note.notebook.account_id != user.pk:
        return no(_("Only whoever wrote a note can share it."))
    return may_note_question(user, membership)


may_read_shared = may_lead  # what members share is for those who lead the group now
