"""What can be done about a concern: the one table of pages, words, rules and actions."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation import actions
from moderation.forms import authority as authority_forms
from moderation.forms import concern as forms
from moderation.forms.moment import zone_of
from moderation.forms.reveal import IdentityForm
from moderation.rules import may_add_fact, may_ask_identity, may_close, may_lead_concerns, may_steer


@dataclass(frozen=True)
class Act:
    """One page with one form. `given` is what the form starts from; `is_listed` puts it among the buttons."""

    key: str
    title: str
    button: str
    form: type[Form]
    may: Callable
    do: Callable
    given: Callable = lambda concern, user: {}
    lead: str = ""
    is_listed: bool = True


def _facts_for(concern, user):
    """Leads may correct every entry, others only their own."""
    facts = concern.facts.filter(kind__in=("said", "seen", "meant", "done"))
    return {"concern": concern, "facts": facts if may_lead_concerns(user) else facts.filter(by=user)}


def _oneself(concern, user):
    return {"initial": {"who": user.display_name}}


def _now(concern, user):
    return {"initial": {"given_at": timezone.now()}, "zone": zone_of(concern)}


_ALL = (
    Act(
        "fact",
        _("Add to the record"),
        _("Write it down"),
        forms.FactForm,
        may_add_fact,
        actions.concern.add_fact,
        _facts_for,
        _("What was said, what was seen, what you make of it and what was done stand apart."),
    ),
    Act(
        "step",
        _("Plan a step"),
        _("Add the step"),
        forms.StepForm,
        may_steer,
        actions.step.plan_step,
        _oneself,
    ),
    Act(
        "consult",
        _("Note whom you asked"),
        _("Write it down"),
        forms.ConsultForm,
        may_steer,
        actions.concern.consult,
        lead=_("Nobody decides alone. Advice can be had without saying who it is about."),
    ),
    Act(
        "level",
        _("Judge the level anew"),
        _("Set the level"),
        forms.LevelForm,
        may_steer,
        actions.concern.judge,
        lambda concern, user: {"initial": {"level": str(concern.level)}},
    ),
    Act(
        "family",
        _("Telling the family"),
        _("Write it down"),
        forms.FamilyForm,
        may_steer,
        actions.concern.note_family,
    ),
    Act(
        "given",
        _("An authority was told"),
        _("Write it down"),
        authority_forms.GivenForm,
        may_steer,
        actions.authority.note_given,
        _now,
        _(
            "The house sends nothing. Write down here what you did by telephone, by post or through a secure form."
        ),
    ),
    Act(
        "identity",
        _("Look up who this is"),
        _("Ask a second person"),
        IdentityForm,
        may_ask_identity,
        actions.reveal.ask_identity,
        lead=_(
            "Another safeguarding lead or a coordinator must agree. Then you may look for one hour. "
            "Both of you stand in the log, and the person is told afterwards unless that endangers somebody."
        ),
    ),
    Act(
        "close",
        _("Close the concern"),
        _("Close it"),
        forms.CloseForm,
        may_close,
        actions.concern.close,
        is_listed=False,
    ),
)
ACTS = {act.key: act for act in _ALL}
