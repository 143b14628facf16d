"""What the words in the box answer: chosen at a message, shown above the box until they are sent."""

from uuid import UUID

from groups import fragments, rules


def answered(request, room, meeting, form=None):
    """What stands above the box: a quote of the message that is being answered, while it is there, else None.

    It is in the address, or came with words that were not accepted. One query, and none when nothing is answered.
    """
    wanted = form.data.get("reply_to") if form is not None else request.GET.get("reply")
    try:
        pk = UUID(wanted or "")
    except ValueError:
        return None
    message = room.messages.visible_to(request.user).select_related("author").filter(pk=pk).first()
    return fragments.quote_of(message, room) if rules.may_answer(message, room, meeting) else None
