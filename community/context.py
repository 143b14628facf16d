"""What the frame of every page needs: name, way out, navigation, and how long a session lasts."""

from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Role

Kind = Role.Kind
# Label and route name, in the order they stand.
SERVICES = (_("Services"), "directory:services")
VISITOR = ((_("Start"), "front"), (_("Groups"), "groups:groups"), SERVICES, (_("Sign in"), "account_login"))
EVERYONE = ((_("Home"), "groups:home"), SERVICES)
BY_DUTY = (
    ((Kind.REFERRER,), _("Invitations"), "groups:invitations"),
    ((Kind.MODERATOR, Kind.SAFEGUARDING), _("Queue"), "moderation:queue"),
    ((Kind.MODERATOR, Kind.SAFEGUARDING), _("What waits"), "moderation:reports"),
    ((Kind.FACILITATOR, Kind.MODERATOR, Kind.SAFEGUARDING), _("Concerns"), "moderation:concerns"),
    ((Kind.FACILITATOR, Kind.MODERATOR, Kind.SAFEGUARDING), _("Emergency"), "moderation:emergency"),
    ((Kind.COORDINATOR,), _("Groups"), "groups:plan"),
    ((Kind.COORDINATOR,), _("Identity requests"), "moderation:reveals"),
    ((Kind.COORDINATOR,), _("Rota"), "moderation:rota"),
    ((Kind.COORDINATOR,), _("Directory"), "directory:kept"),
    ((Kind.COORDINATOR, Kind.ADMINISTRATOR), _("Staff"), "accounts:people"),
    ((Kind.ADMINISTRATOR,), _("Audit log"), "moderation:audit"),
)
ONESELF = ((_("You"), "accounts:you"),)


def frame(request):
    """The values `base.html` counts on. Asks the database who is signed in; their duties only where `nav` is shown."""
    values = {
        "site_name": settings.SITE_NAME,
        "exit_target": SimpleLazyObject(lambda: _exit_of(request)),
        "tab_is_neutral": bool(request.COOKIES.get(settings.TAB_COOKIE_NAME))
        or _chose(request, "tab_is_neutral"),
        "ends_with_tab": _chose(request, "ends_with_tab"),
        "nav": SimpleLazyObject(lambda: tuple(_nav(request))),
        "here": request.get_full_path(),
    }
    if limit := getattr(request, "session_limits", None):
        values["session_warn_after"] = limit.warns_in
        values["session_ends_after"] = limit.ends_in
        values["session_stay_url"] = _address("accounts:stay")
    return values


def _chose(request, what):
    """What whoever is signed in chose; False where nobody asks who that is."""
    user = None if hasattr(request, "session_key_at_door") else getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated and getattr(user, what))


def _exit_of(request):
    """The way out, to the page this person chose."""
    where = request.user.exit_to if _chose(request, "exit_to") else ""
    return _address("exit") + (f"?to={where}" if where else "")


def _nav(request):
    """Label, address, and whether we are there. A duty without its proof shows nothing: it opens nothing."""
    for label, route in _routes(request):
        url = _address(route)
        yield str(label), url, request.path == url


@cache
def _address(route):
    """Where that page is: the same for everybody, for as long as the house is up."""
    return reverse(route)


def _routes(request):
    if getattr(request, "session_key_at_door", None):  # somebody, but here nobody asks who
        return EVERYONE + ONESELF
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return VISITOR
    duties = tuple((label, route) for kinds, label, route in BY_DUTY if user.holds(*kinds))
    return EVERYONE + duties + ONESELF
