"""Gives messages that were read by themselves what their pieces show: room, author, who decided.

Joined to every row, the same few people and the one room were made anew for each message, which took longer than
the rest of reading it.
"""

from community.accounts.models import User
from groups.models import Membership


def dress(messages, room):
    """Hand each of these messages of one room its relations. One query, and one more where staff have decided."""
    authors = Membership.objects.in_bulk({message.author_id for message in messages} - {None})
    deciders = User.objects.in_bulk({message.decided_by_id for message in messages} - {None})
    for message in messages:
        message.room = room
        if message.author_id:
            message.author = authors[message.author_id]
        if message.decided_by_id:
            message.decided_by = deciders[message.decided_by_id]
    return messages
