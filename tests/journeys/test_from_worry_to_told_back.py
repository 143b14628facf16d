"""Words at the highest level become a concern, which is worked on, closed, and told back to who raised it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from moderation.actions.case import open_case
from moderation.evidence import copy_of
from moderation.models import Case, Concern, Reveal
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered(client):
    """A function that lets somebody in and opens or posts a page."""

    def enter(user, address, data=None):
        client.force_login(user)
        return client.post(address, data, follow=True) if data is not None else client.get(address)

    return enter


@pytest.fixture
def lead(db):
    return cast.make_staff("safeguarding", display_name="Riitta")


def at(concern, act):
    return reverse("moderation:concern_act", args=[concern.pk, act])


def raised_from(case, said, moderator, entered):
    """The moderator is led from the case to the form: numbers first, the words and the level are there."""
    raising = reverse("moderation:new_concern_about", args=["case", case.pk])
    assert raising in entered(moderator, reverse("moderation:case", args=[case.pk])).text
    form = entered(moderator, raising).text
    assert form.index("tel:112") < form.index("Is somebody in danger right now?")
    assert said.body in form
    filled = {"danger": "called", "seat": str(said.author_id), "about": "seat", "words": said.body}
    entered(moderator, raising, filled | {"level": "5", "why": "A plan, and the means."})
    concern = Concern.objects.get()
    assert (concern.case, concern.level, concern.state) == (case, 5, "waits")
    return concern


def worked_on(concern, lead, coordinator, entered):
    """The lead has it, plans, looks up who it is with a second person, and tells 112 and the family."""
    entered(lead, reverse("moderation:concern_take", args=[concern.pk]), {})
    step = {"what": "Stay on the line", "who": "Riitta", "minutes": "15", "kind": "act"}
    entered(lead, at(concern, "step"), step)
    entered(lead, at(concern, "identity"), {"reason": "112 asks where they live."})
    reveal = Reveal.objects.get()
    entered(coordinator, reverse("moderation:reveal", args=[reveal.pk]), {"is_agreed": "yes"})
    behind = entered(lead, reverse("moderation:identity", args=[reveal.pk]), {}).text
    assert reveal.person.username in behind
    given = {"to": "health", "authority": "112", "channel": "phone", "reference": "X-1", "was_told": "yes"}
    given_at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    entered(lead, at(concern, "given"), given | {"given_at": given_at})
    entered(lead, at(concern, "family"), {"family": "told", "why": "Her sister, by 112."})
    return reveal


def closed(concern, reveal, lead, entered):
    """It cannot be closed before all of it was thought of."""
    page = entered(lead, reverse("moderation:concern", args=[concern.pk])).text
    assert "Some steps are not done yet." in page
    done = reverse("moderation:step_done", args=[concern.steps.get().pk])
    entered(lead, done, {"came": "The ambulance came at 21.20."})
    told = {"is_told": "yes", "words": "We looked up your account to send help. Ask Riitta."}
    entered(lead, reverse("moderation:reveal_told", args=[reveal.pk]), told)
    entered(lead, at(concern, "close"), {"outcome": "safe", "closing": "In hospital, safe."})


def test_from_a_case_at_level_five_to_who_raised_it(meeting, member, moderator, lead, coordinator, entered):
    said = cast.words(member, "I have the pills here. Tonight.")
    about = {"message": said, "person": member.user, "group": member.group, "evidence": copy_of(said)}
    case = open_case(kind=Case.Kind.RISK, priority=0, level=5, **about)

    concern = raised_from(case, said, moderator, entered)
    closed(concern, worked_on(concern, lead, coordinator, entered), lead, entered)

    # Who raised it reads that it is closed, and no more; the person reads that somebody looked.
    own = entered(moderator, reverse("moderation:concern", args=[concern.pk])).text
    assert "It is closed" in own
    assert "hospital" not in own
    assert "Ask Riitta." in entered(member.user, reverse("moderation:looked_up")).text
    concern.refresh_from_db()
    assert (concern.state, concern.heard_at is not None) == ("closed", True)
    # Everybody who did or looked is in the log, and not a word of it.
    log = list(Entry.objects.filter(action__regex="^(concern|identity)"))
    assert {entry.actor_id for entry in log} == {moderator.pk, lead.pk, coordinator.pk}
    assert not any(word in entry.facts_json for entry in log for word in ("pills", "hospital", "Kuura"))
