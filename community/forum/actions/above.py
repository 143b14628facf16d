"""What moderators decide about a forum's words, exactly as about those of a room."""

from community.forum.actions.deciding import FORUM
from groups.actions.above import Above

WORDS = Above(FORUM)
