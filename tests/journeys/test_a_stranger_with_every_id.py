"""A member of another group with every id in hand, at every address there is: nothing that a group wrote, and no name
somebody goes by in it, is in any answer. Addresses, words and ids are found by themselves, so new ones count."""

import io
import re
import uuid
import zipfile

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse

from community.vault import SealedText, site_key
from groups.models import Membership, PeerGroup
from tests.access.forms import forms
from tests.access.world import World
from tests.test_access import visit

MARK = "hailstone"  # in everything that is theirs
KEPT_AS_THEY_ARE = {"found", "content_note"}  # lists of codes, no words
GAP = re.compile(r"<(?:(\w+):)?\w+>|\(\?P<\w+>[^)]*\)")
HOUSE = {"community", "groups", "moderation"}
BELOW = ("community.accounts", "community.directory", "community.views", "allauth", "django")  # know no group
REFUSED, BROKEN = 405, 500


# --- What is theirs --------------------------------------------------------------------------
def plant(group):
    """Mark all that lies under the group’s key or one person’s own, and the names in the group.

    Returns the ids of all of it, each with its kind and state, and how many pieces there are.
    """
    number, ids = 0, {group.pk: "group", group.room.pk: "room"}
    for model in filter(lambda model: model.__module__.split(".")[0] in HOUSE, apps.get_models()):
        sealed = [field.name for field in model._meta.fields if isinstance(field, SealedText)]
        names = [name for name in sealed if name not in KEPT_AS_THEY_ARE]
        for thing in model.objects.all() if names else ():
            if not is_theirs(thing, group):
                continue
            ids[thing.pk] = (model, getattr(thing, "state", ""))
            for name in filter(lambda name: getattr(thing, name), names):
                number += 1
                setattr(thing, name, f"{MARK} {number}")
            thing.save(update_fields=names)
    for seat in Membership.objects.filter(group=group):
        ids[seat.pk] = (seat.part, seat.is_current)
        number += 1
        Membership.objects.filter(pk=seat.pk).update(alias=f"{MARK.title()}{number}")
    return {pk: kind for pk, kind in ids.items() if isinstance(pk, uuid.UUID)}, number


def is_theirs(thing, group):
    """Whether only this group, or one person, has the key to it: not the whole house, and not another group."""
    key = thing.vault_key_id
    return key not in {site_key(), *PeerGroup.objects.exclude(pk=group.pk).values_list("data_key", flat=True)}


# --- Where one may try ------------------------------------------------------------------------
def addresses(resolver=None, path="/", space=""):
    """Every address of the house: its name, its path with gaps, and whether what answers may know of groups at all."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLPattern):
            knows = not entry.callback.__module__.startswith(BELOW)
            yield space + (entry.name or ""), here, knows
        else:
            yield from addresses(entry, here, space + (f"{entry.namespace}:" if entry.namespace else ""))


def filled(path, pk):
    """With that id in every gap that takes one."""
    return GAP.sub(lambda gap: "1" if gap[1] == "int" else str(pk), path)


def crawled(world, role, method):
    """Each address with each id: what was visited, and whether somebody’s words stood there.

    What refuses the method does so for every id, and is asked once; so is what lies below groups and cannot know them.
    Posted is one id of every kind of thing in every state.
    """
    ids = world.ids if method == "GET" else world.kinds
    for name, path, knows in addresses():
        for pk in ids if knows and GAP.search(path) else ids[:1]:
            here = filled(path, pk)
            answer = visit(world, role, method, here, world.sent.get(name))
            assert answer.status_code < BROKEN, f"{method} {here}"
            yield f"{method} {here}", MARK in told(answer)
            if answer.status_code == REFUSED:
                break


def told(answer):
    """All that an answer says: headers, cookies and body, an archive unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return f"{dict(answer.headers)} {answer.cookies} {body.decode(errors='replace')}".lower()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody and everything of the access table, marked; each request is undone after it was answered."""
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**quick):
            world = World()
        world.sent, world.client = forms(world), Client()
        found, world.planted = plant(world.group)
        world.ids, world.kinds = list(found), list({kind: pk for pk, kind in found.items()}.values())
        yield world
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_tells_a_stranger_anything(method, world):
    visited = dict(crawled(world, "oth", method))

    assert [here for here, is_told in visited.items() if is_told] == []
    assert len(visited) > 10 * len(world.kinds)


@pytest.mark.django_db
def test_the_same_addresses_tell_those_who_may_read(world):
    """So the stranger would have been told: what was planted is found by its own people, in every part of the house."""
    pages = [
        ("mem", "groups:room", (world.group.room.pk,)),
        ("mem", "forum:topics", (world.group.pk,)),
        ("mem", "forum:topic", world.things["topic"]),
        ("mem", "groups:note", world.things["own note"]),
        ("fac", "forum:waiting", (world.group.pk,)),
    ]
    for role, name, args in pages:
        assert MARK in told(visit(world, role, "GET", reverse(name, args=args))), name
    assert world.planted > len(pages)
