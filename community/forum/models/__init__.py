"""What a forum is made of: topics, the replies in them, signs under replies, and what each person follows."""

from community.forum.models.following import Following
from community.forum.models.note import ContentNote
from community.forum.models.reaction import Reaction
from community.forum.models.reply import Reply
from community.forum.models.topic import Topic

__all__ = ["ContentNote", "Following", "Reaction", "Reply", "Topic"]
