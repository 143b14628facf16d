"""Sockets that have been let in and have not spoken yet: held in numbers they would cost as much as speaking ones."""

from django.conf import settings


class Doorstep:
    """Who stands there, by person, oldest first."""

    def __init__(self):
        self.standing = {}  # user id -> [socket]

    def arrive(self, socket, user_id, inside):
        """Let one more stand here; returns the one that makes way, if there are too many with those `inside`."""
        own = self.standing.setdefault(user_id, [])
        own.append(socket)
        if len(own) > 1 and len(own) + inside > settings.LIVE_SOCKETS_PER_PERSON:
            return own.pop(0)
        return None

    def leave(self, socket, user_id):
        """It has spoken, or gone. Safe to repeat."""
        own = self.standing.get(user_id, [])
        if socket in own:
            own.remove(socket)
        if not own:
            self.standing.pop(user_id, None)
