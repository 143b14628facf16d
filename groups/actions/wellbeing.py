"""How somebody is, over time: begun by them, answered by them, stopped and erased by them. Nobody else is told.

None of it is audited: that somebody answers such questions is theirs alone, and the log has readers.
"""

from django.db import transaction
from django.utils import timezone

from community import vault
from community.verdicts import require
from groups import rules, who5
from groups.models import Wellbeing, WellbeingAnswer


@transaction.atomic
def begin_wellbeing(*, account) -> Wellbeing:
    """Let somebody follow how they are by WHO-5, because they want to; again after they stopped. Safe to repeat."""
    facts = {"defaults": {"data_key": vault.personal_key, "begun_at": timezone.now()}}
    wellbeing, _new = Wellbeing.objects.get_or_create(account=account, **facts)
    if not wellbeing.is_on:
        wellbeing.begun_at, wellbeing.stopped_at = timezone.now(), None
        wellbeing.save(update_fields=["begun_at", "stopped_at"])
    return wellbeing


@transaction.atomic
def answer_wellbeing(*, account, numbers: list) -> WellbeingAnswer:
    """Keep five answers of 0 to 5 (else ValueError), once in two weeks. They are sealed, and told to nobody."""
    who5.score(numbers)
    wellbeing = Wellbeing.objects.select_for_update().filter(account=account).first()
    last_at = (
        wellbeing and wellbeing.answers.order_by("answered_at").values_list("answered_at", flat=True).last()
    )
    require(rules.may_answer_wellbeing(wellbeing, last_at))
    answer = WellbeingAnswer(wellbeing=wellbeing, answered_at=timezone.now())
    answer.numbers = numbers
    answer.save()
    return answer


@transaction.atomic
def stop_wellbeing(*, account):
    """Ask no more. What was answered stays with the person until they erase it. Safe to repeat."""
    Wellbeing.objects.filter(account=account, stopped_at=None).update(stopped_at=timezone.now())


def own_wellbeing(*, account) -> list:
    """Everything somebody answered to WHO-5, oldest first, as rows for their export."""
    answers = WellbeingAnswer.objects.filter(wellbeing__account=account)
    return [
        {"answered_at": answer.answered_at, "numbers": answer.numbers, "score": answer.score}
        for answer in answers
    ]


@transaction.atomic
def erase_wellbeing(*, account) -> int:
    """Destroy it all, the key first, and that it was wanted. Returns how many answers there were. Safe to repeat."""
    wellbeing = Wellbeing.objects.select_for_update().filter(account=account).first()
    if wellbeing is None:
        return 0
    count = wellbeing.answers.count()
    vault.destroy(key=wellbeing.data_key)
    wellbeing.delete()
    return count
