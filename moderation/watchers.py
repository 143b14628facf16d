"""Who is on watch: on duty now, behind them in the on-call line, and everybody with the duty."""

from community.accounts.models import Role
from moderation.models import Shift

WATCH = (Role.Kind.MODERATOR, Role.Kind.SAFEGUARDING)


def on_watch_now():
    """The shifts going on, on duty first and then the on-call line in its order. One query."""
    return list(Shift.objects.now().select_related("person").order_by("order", "starts_at", "pk"))


def everybody(kinds=WATCH):
    """All who have the duty with its proof now, by their id. Two queries."""
    roles = Role.objects.current().with_proof().filter(kind__in=kinds).select_related("user").order_by("pk")
    return {role.user_id: role.user for role in roles if role.has_power and role.user.in_good_standing}


def waves(*, only_on_duty=False, kinds=WATCH):
    """Lists of people in the order in which they are asked: on duty, each on call, everybody.

    A wave nobody is in is left out: with nobody on duty or on call, everybody is asked at once. Whoever has lost the
    proof of their duty is on the rota and is not asked. `kinds`: the duties that can see to it.
    """
    known, shifts = everybody(kinds), on_watch_now()
    shifts = [shift for shift in shifts if shift.person_id in known]
    on_duty = [shift.person for shift in shifts if shift.kind == Shift.Kind.DUTY]
    on_call = [[shift.person] for shift in shifts if shift.kind == Shift.Kind.ON_CALL]
    if only_on_duty:
        return [on_duty] if on_duty else []
    return [wave for wave in ([on_duty, *on_call, list(known.values())]) if wave]
