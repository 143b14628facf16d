"""A decision about words of the forum: what is done otherwise there than in a room."""

from community.forum.actions.changing import keep, latest, latest_of, place
from community.forum.caring import STAYS
from community.forum.models import Reply
from groups.actions.deciding import Home


class Forum(Home):
    """Where words stand in a topic; pages that are open hear nothing of it."""

    model = Reply
    noun = "reply"
    help_stays = STAYS

    def as_now(self, words, actor=None):
        return latest(reply=words, actor=actor) if actor else latest_of(reply=words)

    def place(self, words):
        place(reply=words)
        keep(reply=words)

    def keep(self, words):
        keep(reply=words)

    def keep_waiting(self, words):
        keep(reply=words)

    def mark_of(self, words):
        return (words.edited_at or words.said_at).isoformat()

    def language_of(self, words):
        return words.topic.language


FORUM = Forum()
