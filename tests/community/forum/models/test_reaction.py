"""Signs under replies: by name, one of each kind."""

import pytest
from django.db import IntegrityError, transaction

from community.forum.models import Reaction

pytestmark = pytest.mark.django_db


def test_one_sign_of_a_kind_for_one_person(reply, member):
    sign = Reaction.objects.create(reply=reply, seat=member, kind="thanks")
    Reaction.objects.create(reply=reply, seat=member, kind="me_too")

    assert str(sign) == f"{reply.pk} thanks"
    assert [sign.kind for sign in reply.reactions.by_name()] == ["thanks", "me_too"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.create(reply=reply, seat=member, kind="thanks")
