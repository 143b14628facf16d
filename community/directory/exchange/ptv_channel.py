"""Reads a channel of the Finnish national catalogue: its place, telephones, hours and addresses on the web."""

import math

from community.directory.exchange.ptv_words import in_all, link, made, said

ZONE = "Europe/Helsinki"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# ETRS-TM35FIN (JHS 197): Transverse Mercator on GRS 80, middle meridian 27 degrees east.
RADIUS, FLATTENING, SCALE, MIDDLE, FALSE_EAST = 6_378_137.0, 1 / 298.257222101, 0.9996, 27.0, 500_000.0


def channel_of(tree, named):
    """What a service needs to know of a channel; `named` are its names."""
    kind, ident = tree.get("serviceChannelType"), tree["id"]
    names = in_all({"name": (named, "Name")})
    found = {
        "name": names.get("name", ""),
        "phones": phones(tree.get("phoneNumbers"), ident),
        "schedules": schedules(tree.get("serviceHours"), ident),
        "url": link(tree.get("webPages") or tree.get("webPage")),
        "is_online": kind == "EChannel",
        "location": None,
    }
    if kind == "ServiceLocation" or tree.get("addresses"):
        found["location"] = {
            "id": ident,
            "location_type": "physical",
            **in_all(
                {
                    "name": (named, "Name"),
                    "description": (tree.get("serviceChannelDescriptions"), "Description"),
                }
            ),
            "url": found["url"],
            "phones": found["phones"],
            "schedules": found["schedules"],
            "languages": [{"id": made(ident, code), "code": code} for code in tree.get("languages") or []],
            "addresses": list(_addresses(tree.get("addresses"), ident)),
            **_point(tree.get("addresses")),
        }
    return found


def _addresses(given, ident):
    for number, address in enumerate(given or []):
        street = (
            address.get("streetAddress")
            or address.get("postOfficeBoxAddress")
            or address.get("address")
            or {}
        )
        line = " ".join(
            filter(
                None, (said(street.get("street") or street.get("postOfficeBox")), street.get("streetNumber"))
            )
        )
        town = said(street.get("postOffice"))
        municipality = street.get("municipality") or {}
        yield {
            "id": made(ident, f"address {number}"),
            "address_1": line,
            "city": town,
            "state_province": said(municipality.get("name")) or town,
            "postal_code": street.get("postalCode") or "",
            "country": address.get("country") or "FI",
            "address_type": "postal" if address.get("type") == "Postal" else "physical",
        }


def _point(addresses):
    """Coordinates in degrees, where the file has such; the catalogue's own are in metres (ETRS-TM35FIN)."""
    for address in addresses or []:
        street = address.get("streetAddress") or {}
        try:
            north, east = float(street["latitude"]), float(street["longitude"])
        except (KeyError, TypeError, ValueError):
            continue
        if abs(north) <= 90 and abs(east) <= 180:
            return {"latitude": north, "longitude": east}
        return _degrees(north, east)
    return {}


def phones(given, owner):
    """Telephone numbers, each with what is said of it."""
    found = []
    for number, one in enumerate(given or []):
        digits = " ".join(filter(None, (one.get("prefixNumber"), one.get("number"))))
        if digits:
            kind = {"Fax": "fax", "Sms": "text"}.get(one.get("type"), "voice")
            told = in_all({"description": (one.get("additionalInformation"), "")})
            found.append(
                {"id": made(owner, f"phone {number} {digits}"), "number": digits, "type": kind, **told}
            )
    return found


def schedules(given, owner):
    """Service hours as schedules in Finland's time."""
    found = []
    for number, hours in enumerate(given or []):
        shared = {
            "zone": ZONE,
            "valid_from": (hours.get("validFrom") or "")[:10],
            "valid_to": (hours.get("validTo") or "")[:10],
            "is_exception": hours.get("serviceHourType") == "Exceptional",
            **in_all({"description": (hours.get("additionalInformation"), "")}),
        }
        for part, (days, opens, closes) in enumerate(_spans(hours)):
            found.append(
                {
                    "id": made(owner, f"hours {number} {part}"),
                    **shared,
                    **({"freq": "WEEKLY", "byday": ",".join(days)} if days else {}),
                    "opens_at": opens,
                    "closes_at": closes,
                }
            )
    return found


def _spans(hours):
    """(days, opens, closes); no days where the dates alone say when, no times where it is closed."""
    if hours.get("isClosed"):
        yield (), None, None
        return
    if hours.get("isAlwaysOpen"):
        yield DAYS, "00:00", "00:00"
        return
    for one in hours.get("openingHour") or []:
        first, last = _day(one.get("dayFrom")), _day(one.get("dayTo"))
        opens, closes = (one.get("from") or "")[:5], (one.get("to") or "")[:5]
        if first is None:
            yield (), opens, closes
        elif hours.get("serviceHourType") == "OverMidnight" and last is not None:
            yield from _over_midnight(first, (last - first) % 7, opens, closes)
        else:
            length = 0 if last is None else (last - first) % 7
            yield tuple(DAYS[(first + number) % 7] for number in range(length + 1)), opens, closes


def _over_midnight(first, length, opens, closes):
    """Open from a time of one day to a time of another one, day and night between."""
    if length <= 1:
        yield (DAYS[first],), opens, closes
        return
    yield (DAYS[first],), opens, "00:00"
    yield tuple(DAYS[(first + number) % 7] for number in range(1, length)), "00:00", "00:00"
    if closes != "00:00":
        yield (DAYS[(first + length) % 7],), "00:00", closes


def _day(name):
    return NAMES.index(name) if name in NAMES else None


def _degrees(north, east):
    """Latitude and longitude of a point in metres (ETRS-TM35FIN); good to a metre."""
    n = FLATTENING / (2 - FLATTENING)
    radius = RADIUS / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    xi, eta = north / (radius * SCALE), (east - FALSE_EAST) / (radius * SCALE)
    series = (n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96, n**2 / 48 + n**3 / 15, 17 * n**3 / 480)
    bent_xi = xi - sum(h * math.sin(2 * k * xi) * math.cosh(2 * k * eta) for k, h in enumerate(series, 1))
    bent_eta = eta - sum(h * math.cos(2 * k * xi) * math.sinh(2 * k * eta) for k, h in enumerate(series, 1))
    beta = math.asin(math.sin(bent_xi) / math.cosh(bent_eta))
    longitude = math.atan2(math.sinh(bent_eta), math.cos(bent_xi))
    e = math.sqrt(FLATTENING * (2 - FLATTENING))
    height = math.asinh(math.tan(beta))
    q = height
    for _round in range(5):
        q = height + e * math.atanh(e * math.tanh(q))
    return {
        "latitude": round(math.degrees(math.atan(math.sinh(q))), 6),
        "longitude": round(MIDDLE + math.degrees(longitude), 6),
    }
