"""Mail to whoever told us about something from outside, and to whom a decision is about. It says that there is
something to read, never what, and holds no code."""

from django.urls import reverse

from groups.letters import say


def say_it_came(*, address, language):
    """The receipt."""
    say(address=address, language=language, name="notice_came", path=reverse("moderation:notice_answer"))


def say_it_is_answered(*, address, language):
    """There is an answer. Where it stands, and not what it is."""
    say(address=address, language=language, name="notice_answered", path=reverse("moderation:notice_answer"))


def say_something_waits(*, user):
    """There is something to read on their own page; nothing where no address is known."""
    if user is not None and user.email:
        path = reverse("moderation:own_decisions")
        say(address=user.email, language=user.language, name="decided", path=path)
