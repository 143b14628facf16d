"""What an editor does to an entry of the directory: change it, and say that it was checked."""

import json

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.directory.actions.listing import relist, services_with
from community.directory.models import Address, Metadata
from community.directory.rules import EDITORS, may_edit
from community.verdicts import require

UNTOLD = ("id", "service", "position", "extra", "written_in")


@transaction.atomic
def change(*, thing, actor, **fields):
    """Give fields of an entry new values, and write down what they were; returns the entry as it is now.

    `translations` replaces all of them; the history tells which words of which language changed. The services it
    belongs to count as modified. Raises ValidationError for what does not fit its field; fields that stay are not
    looked at. Nothing is written when nothing changes.
    """
    require(may_edit(actor))
    now = type(thing).objects.select_for_update().get(pk=thing.pk)
    changes = [row for name, value in fields.items() for row in _differences(name, getattr(now, name), value)]
    if not changes:
        return now
    for name, value in fields.items():
        setattr(now, name, value)
    now.full_clean(exclude={field.name for field in now._meta.fields} - set(fields))
    _note(now, actor, changes)
    now.save(update_fields=list(fields))
    _touch(now)
    record(actor, "directory.changed", now, fields=len(changes))
    return now


@transaction.atomic
def assure(*, service, actor, check_by=None):
    """Say that somebody looked today whether all of it is still so; `check_by` is the day to look again.

    The public reads that this service looked, and when; who it was, only editors.
    """
    require(may_edit(actor))
    today = timezone.localdate()
    changes = [*_differences("assured_date", service.assured_date, today)]
    service.assured_date, service.check_by = today, check_by
    service.assured_by, service.assurer_name = actor, settings.SITE_NAME
    service.save(update_fields=["assured_date", "check_by", "assured_by", "assurer_name"])
    _note(service, actor, changes)
    _touch(service)
    record(actor, "directory.assured", service)


@transaction.atomic
def add(*, part, actor):
    """Put a new part into a service or a place, for example a telephone number; the history of that tells of it.

    Raises ValidationError for what does not fit its field.
    """
    require(may_edit(actor))
    part.full_clean()
    part.save()
    _note(_owner(part), actor, [(part.entity, "", _in_short(part))])
    _touch(part)
    record(actor, "directory.added", part)


@transaction.atomic
def remove(*, part, actor):
    """Take a part out of its service or place; the history of that keeps what it said."""
    require(may_edit(actor))
    record(actor, "directory.removed", part)
    owner = _owner(part)
    _note(owner, actor, [(part.entity, _in_short(part), "")])
    part.delete()
    _touch(owner)


@transaction.atomic
def add_place(*, at, actor, address: dict, **location):
    """Put a service into a new place with its address; the history of the service tells of it.

    Raises ValidationError for what does not fit its field.
    """
    require(may_edit(actor))
    place = at.location
    for name, value in location.items():
        setattr(place, name, value)
    place.full_clean()
    place.save()
    at.location = place  # it has a row now
    add(part=Address(location=place, written_in=place.written_in, **address), actor=actor)
    add(part=at, actor=actor)


def _owner(thing):
    """The service or the place it is a part of; else itself."""
    return getattr(thing, "service", None) or getattr(thing, "location", None) or thing


def _in_short(part):
    """What it says, in one line."""
    names = (field.name for field in part._meta.fields if field.name not in UNTOLD)
    values = filter(None, (getattr(part, name) for name in names))
    return ", ".join(
        getattr(value, "name", "") if hasattr(value, "_meta") else _text(value) for value in values
    )


def _note(thing, actor, changes):
    Metadata.objects.bulk_create(
        Metadata(
            resource_id=thing.pk,
            resource_type=thing.entity,
            last_action_type="update",
            field_name=name,
            previous_value=before,
            replacement_value=after,
            updated_by=next(kind for kind in EDITORS if actor.holds(kind)),
        )
        for name, before, after in changes
    )


def _touch(thing):
    owner = _owner(thing)
    services = services_with(thing=owner)
    if owner.entity in ("service", "location"):
        services.update(last_modified=timezone.now())
    relist(services=services)


def _differences(name, before, after):
    """(field, before, after) as text, of what differs; translations word by word."""
    if name == "translations":
        before, after = _flat(before), _flat(after)
        for path in sorted({*before, *after}):
            yield from _differences(path, before.get(path), after.get(path))
    elif (was := _text(before)) != (becomes := _text(after)):
        yield name, was, becomes


def _flat(translations):
    return {
        f"translations.{language}.{field}": words
        for language, said in translations.items()
        for field, words in said.items()
    }


def _text(value):
    if value is None:
        return ""
    if hasattr(value, "_meta"):
        return str(value.pk)
    return (
        json.dumps(value, ensure_ascii=False, sort_keys=True)
        if isinstance(value, dict | list)
        else str(value)
    )
