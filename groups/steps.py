"""The way in, kept in the invited person's own session: which invitation, what is done, what comes next."""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext_lazy as _

KEY, SEATED = "invited", "seated"
NAMES = (_("About the group"), _("Your promise"), _("Your name here"), _("Your way back"), _("Your seat"))


@dataclass
class Way:
    """How far somebody is: the id of the wording they promised to, the name they chose.

    `offers` are the sign-in names they were shown; those stay when the page comes back with an error.
    """

    invitation: str
    text: int | None = None
    alias: str = ""
    offers: list = field(default_factory=list)


def begin(session, invitation):
    """Start anew, under a new session key; from here on no secret is in any address."""
    session.cycle_key()
    session.pop(SEATED, None)
    save(session, Way(str(invitation.pk)))


def way_of(session):
    """Where this person is, or None when they hold no invitation."""
    return Way(**session[KEY]) if KEY in session else None


def save(session, way):
    session[KEY] = asdict(way)


def end(session):
    session.pop(KEY, None)


def ladder(now):
    """The steps for the top of a page. They count from 1."""
    steps = [
        {"name": name, "is_done": number < now, "is_now": number == now}
        for number, name in enumerate(NAMES, 1)
    ]
    return {"now": now, "steps": steps}
