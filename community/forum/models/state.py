"""State: how words of the forum stand, exactly as words of a room do."""

from groups.models import Message

State = Message.State
WAITING = Message.WAITING
GONE = Message.GONE
