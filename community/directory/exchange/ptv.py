"""Reads the Finnish national catalogue (Palvelutietovaranto), version 11: services, channels, organisations as JSON.

A service becomes one of HSDS with its words in every language; the channels it names become its places, telephones
and addresses on the web. Nothing is asked of any other host: the files are what somebody fetched before.
"""

import json
from pathlib import Path

import ijson

from community.directory.exchange import files
from community.directory.exchange.parting import Item
from community.directory.exchange.ptv_channel import channel_of, phones
from community.directory.exchange.ptv_words import FREE, in_all, link, made, said

STATUS = {"Published": "active", "Draft": "inactive", "Modified": "inactive", "Deleted": "defunct"}
CHANNEL, SERVICE, ORGANIZATION = "serviceChannelNames", "serviceNames", "organizationNames"
LISTED = ("itemList", "items", "results", "contents")


def items_of(path):
    """The services and organisations of a file or of all JSON files in a folder, as Items.

    Channels are read first: services name them by id alone. Raises UnreadableFileError for what is not JSON.
    """
    paths = sorted(Path(path).rglob("*.json")) if Path(path).is_dir() else [Path(path)]
    channels = {}
    for _file, _row, tree in _trees(paths):
        if CHANNEL in tree and isinstance(tree.get("id"), str):
            channels[tree["id"]] = channel_of(tree, tree[CHANNEL])
    for kind, name, make in (("organization", ORGANIZATION, _organization), ("service", SERVICE, _service)):
        for file, row, tree in _trees(paths):
            if name in tree:
                yield Item(kind, make(tree, channels), file, row)


def _trees(paths):
    for path in paths:
        try:
            yield from _read(path)
        except (ijson.JSONError, json.JSONDecodeError, UnicodeDecodeError) as wrong:
            raise files.UnreadableFileError(f"{path.name}: this is not JSON ({str(wrong)[:120]})") from wrong


def _read(path):
    """Every object of a file, whether it stands alone, in a list, one a line or in a page of the catalogue."""
    for tree, row in files.trees_of(path):
        if not isinstance(tree, dict):
            continue
        listed = next((name for name in LISTED if isinstance(tree.get(name), list)), None)
        if listed is None:
            yield path.name, row, tree
            continue
        for number, one in enumerate(tree[listed]):
            if isinstance(one, dict):
                yield path.name, f"{row}/{listed}/{number}", one


def _organization(tree, _channels):
    names, ident = tree[ORGANIZATION], tree.get("id")
    found = in_all(
        {
            "name": (names, "Name"),
            "alternate_name": (names, "AlternativeName"),
            "description": (tree.get("organizationDescriptions"), "Description"),
        }
    )
    found |= {
        "id": ident,
        "website": link(tree.get("webPages")),
        "email": said(tree.get("emails") or tree.get("emailAddresses")),
        "phones": phones(tree.get("phoneNumbers"), ident),
        "organization_identifiers": [],
    }
    if code := tree.get("businessCode"):
        found["organization_identifiers"] = [
            {"id": made(ident, "business code"), "identifier_scheme": "FI-PRO", "identifier_type": "Y-tunnus"}
            | {"identifier": code}
        ]
    parent = tree.get("parentOrganizationId") or tree.get("parentOrganization")
    return found | ({"parent_organization_id": parent} if isinstance(parent, str) else {})


def _service(tree, channels):
    descriptions, names = tree.get("serviceDescriptions"), tree[SERVICE]
    ident = tree.get("id")
    found = {
        "id": ident,
        "status": STATUS.get(tree.get("publishingStatus", "Published"), "inactive"),
        "last_modified": tree.get("modified"),
        "source": "suomi.fi",
        "languages": [{"id": made(ident, code), "code": code} for code in tree.get("languages") or []],
        "organization": _responsible(tree),
        "cost_options": _costs(tree),
        "service_areas": _areas(tree),
        **in_all(
            {
                "name": (names, "Name"),
                "alternate_name": (names, "AlternativeName"),
                "description": (descriptions, "Description"),
                "application_process": (descriptions, "UserInstruction"),
                "fees_description": (descriptions, "ChargeTypeAdditionalInfo"),
                "wait_time": (descriptions, "ProcessingTime"),
                "eligibility_description": (tree.get("requirements"), ""),
            }
        ),
        "phones": [],
        "schedules": [],
        "additional_urls": [],
        "service_at_locations": [],
    }
    for name in _channel_ids(tree):
        if channel := channels.get(name):
            _reach(found, name, channel)
    return found


def _channel_ids(tree):
    """The ids of the channels a service names, in their order."""
    for named in tree.get("serviceChannels") or []:
        channel = named.get("serviceChannel", named) if isinstance(named, dict) else {}
        if isinstance(channel, dict) and isinstance(channel.get("id"), str):
            yield channel["id"]


def _reach(service, ident, channel):
    """Put a channel where HSDS has a place for it."""
    if place := channel["location"]:
        pair = made(service["id"], ident)
        service["service_at_locations"].append({"id": pair, "location": place})
        return
    service["phones"] += [one | {"id": made(service["id"], one["id"])} for one in channel["phones"]]
    service["schedules"] += [one | {"id": made(service["id"], one["id"])} for one in channel["schedules"]]
    if address := channel["url"]:
        service["additional_urls"].append(
            {"id": made(service["id"], address), "label": channel["name"], "url": address}
        )
        service.setdefault("url", address)
    if channel["is_online"]:
        service["online"] = True


def _responsible(tree):
    """The organisation that answers for a service; else the first that is named."""
    main = tree.get("mainOrganization")
    if not main:
        named = tree.get("organizations") or []
        first = next(
            (one for one in named if one.get("roleType") == "Responsible"), named[0] if named else {}
        )
        main = first.get("organization")
    if not isinstance(main, dict) or not main.get("id"):
        return None
    return {"id": main["id"], "name": main["name"]} if main.get("name") else {"id": main["id"]}


def _costs(tree):
    if tree.get("serviceChargeType") != "FreeOfCharge":
        return []
    return [{"id": made(tree.get("id"), "free"), "amount": 0, "currency": "EUR", **FREE}]


def _areas(tree):
    """The municipalities a service is for; the whole country where it is nationwide."""
    if (tree.get("areaType") or "").startswith("Nationwide"):
        return [{"id": made(tree.get("id"), "area"), "name": "Nationwide"}]
    municipalities = [one for area in tree.get("areas") or [] for one in area.get("municipalities") or []]
    named = [*municipalities, *(tree.get("municipalities") or [])] or tree.get("areas") or []
    return [
        {"id": made(tree.get("id"), f"area {number}"), **in_all({"name": (area.get("name"), "")})}
        for number, area in enumerate(named)
    ]
