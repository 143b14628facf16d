import pytest

from community.audit.models import AppendOnly, Entry


def test_an_entry_is_not_changed(log):
    log[0].action = "message.restored"

    with pytest.raises(AppendOnly, match="not changed"):
        log[0].save()
    with pytest.raises(AppendOnly, match="not changed"):
        Entry.objects.get(seq=2).save()


def test_an_entry_is_not_removed(log):
    with pytest.raises(AppendOnly, match="not removed"):
        log[0].delete()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entries: entries.update(action="x"),
        lambda entries: entries.filter(seq=1).update(action="x"),
        lambda entries: entries.all().delete(),
        lambda entries: entries.bulk_update(list(entries.all()), ["action"]),
        lambda entries: entries.bulk_create([Entry(seq=9)]),
        lambda entries: entries.update_or_create(seq=1, defaults={"action": "x"}),
    ],
    ids=["update", "filtered update", "delete", "bulk update", "bulk create", "update or create"],
)
@pytest.mark.parametrize("manager", [Entry.objects, Entry._base_manager], ids=["manager", "base manager"])
def test_many_entries_are_neither_changed_nor_removed(log, manager, attempt):
    with pytest.raises(AppendOnly):
        attempt(manager)


def test_erasing_a_person_leaves_what_they_did(log, actor):
    someone = actor.pk
    actor.delete()

    assert Entry.objects.filter(actor_id=someone).count() == 5
