"""A directory that nobody keeps: as many plausible services as wanted, as nested objects of HSDS.

`python -m bench.catalogue COUNT [SEED] > services.ndjson` writes one a line. Places are real, so that there is
something near everywhere people live; providers, addresses and numbers are not. The same seed gives the same services.
"""

import csv
import itertools
import json
import random
import sys
import uuid
from datetime import date, timedelta
from pathlib import Path

WORDS = json.loads(Path(__file__).with_name("catalogue_words.json").read_text(encoding="utf-8"))
DATA = Path(__file__).parent.parent / "community" / "directory" / "data"
OURS = uuid.UUID("5d0ff9d2-7e0c-5b1a-9c38-6a0f3f5c1d11")  # Taxonomy.OURS, read without the house's settings
SHARE = {"FI": 55, "SE": 20, "NO": 15, "GB": 10}  # of a hundred
PER_PROVIDER = 40
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OTHER_TONGUES = ("en", "sv", "fi", "ar", "so", "ru", "et", "uk", "se", "fr")
LATEST = date(2026, 11, 1)


def catalogue(count, seed=1):
    """So many services with their organisations, places, hours and prices; an iterator of dicts."""
    return itertools.islice(_Keeper(seed).services(), count)


class _Keeper:
    """Draws one service after the other; what they share (providers, places) is drawn once."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.places = _places()
        self.terms = json.loads((DATA / "kinds_of_help.json").read_text(encoding="utf-8"))["terms"]
        self.providers = {}

    def services(self):
        while True:
            country = self.chance.choices(list(SHARE), list(SHARE.values()))[0]
            town = self._town(country)
            yield self._service(WORDS[country], country, town, self._provider(country, town))

    def _town(self, country):
        towns, weights = self.places[country]
        return self.chance.choices(towns, cum_weights=weights)[0]

    def _provider(self, country, town):
        """One of the providers of that town: a town with many services has more of them."""
        known = self.providers.setdefault((country, town["name"]), [])
        if not known or self.chance.random() < 1 / PER_PROVIDER:
            known.append(self._organization(WORDS[country], town))
        return self.chance.choice(known)

    def _organization(self, words, town):
        pattern = self.chance.choice(words["providers"])
        name = pattern.format(place=town["name"], person=self.chance.choice(words["people"]))
        number = self.chance.randrange(10_000)
        return {
            "id": self._id(),
            "name": name,
            "description": words["about"].format(need=self.chance.choice(words["needs"])),
            "email": f"info{number}@example.org",
            "website": f"https://example.org/{number}",
            "written_in": words["language"],
        }

    def _service(self, words, country, town, provider):
        chance = self.chance
        term = chance.choice(self.terms)
        said = self._said(words, term, town)
        online = term["code"].startswith("online") or chance.random() < 0.1
        service = {
            "id": self._id(),
            **said,
            "written_in": words["language"],
            "url": f"https://example.org/s/{chance.randrange(10**6)}",
            "status": "active" if chance.random() < 0.97 else "inactive",
            "last_modified": f"{self._day()}T08:00:00Z",
            "online": online,
            **self._ages(),
            "organization": provider,
            "phones": [self._phone(words)],
            "schedules": self._schedules(words),
            "languages": self._languages(words),
            "cost_options": self._costs(words),
            "service_areas": [self._area(words, town, online)],
            "attributes": [self._attribute(term)],
        }
        if chance.random() < 0.7:
            service["assured_date"] = str(self._day())
        if other := self._other_language(country, term, town):
            service["translations"] = other
        if not online:
            service["service_at_locations"] = [
                {"id": self._id(), "location": self._location(words, country, town)}
                for _ in range(chance.choice((1, 1, 1, 2)))
            ]
        if chance.random() < 0.6:
            service["referral_needed"] = chance.random() < 0.3
        return service

    def _said(self, words, term, town):
        chance = self.chance
        kind = term["words"][words["language"]]["name"]
        who, place = chance.choice(words["who"]), town["name"]
        need, other = chance.sample(words["needs"], 2)
        name = chance.choice(words["name"]).format(term=kind, who=who, need=need, place=place)
        return {
            "name": name[:1].upper() + name[1:],
            "description": " ".join(
                (
                    words["about"].format(need=need),
                    *chance.sample(words["does"], chance.randint(2, 6)),
                    words["also"].format(need=other),
                )
            ),
            "eligibility_description": words["for_whom"].format(who=who, place=place),
            "application_process": chance.choice(words["apply"]),
        }

    def _other_language(self, country, term, town):
        """What is said in further languages: often in Finland, seldom elsewhere."""
        others = {"FI": ("SE", 0.5), "SE": ("GB", 0.2), "NO": ("GB", 0.2), "GB": ("FI", 0.0)}
        other, share = others[country]
        found = {}
        if self.chance.random() < share:
            found[WORDS[other]["language"]] = self._said(WORDS[other], term, town)
        if country == "FI" and self.chance.random() < 0.35:
            found["en"] = self._said(WORDS["GB"], term, town)
        return found

    def _ages(self):
        subject, low, high = self.chance.choice(
            (
                (None, None, None),
                (None, None, None),
                ("child", 0, 1),
                ("child", 6, 12),
                ("person", 13, 17),
                ("person", 18, None),
                ("person", 65, None),
                ("family", 0, 17),
                ("parent", 18, None),
            )
        )
        ages = {"minimum_age": low, "maximum_age": high, "age_subject": subject}
        return {name: value for name, value in ages.items() if value is not None}

    def _phone(self, words):
        number = f"{words['dial']}{self.chance.randint(20, 99)} {self.chance.randint(100_000, 9_999_999)}"
        return {"id": self._id(), "number": number, "type": "voice"}

    def _schedules(self, words):
        """None for some; weekday hours, one long evening or day and night for the others."""
        kind = self.chance.random()
        if kind < 0.2:
            return []
        if kind < 0.25:
            return [self._hours(words, DAYS, "00:00", "00:00")]
        opens = self.chance.choice(("08:00", "09:00", "10:00", "12:00"))
        closes = self.chance.choice(("14:00", "15:30", "16:00", "18:00"))
        found = [self._hours(words, DAYS[: self.chance.choice((4, 5, 5, 5, 6))], opens, closes)]
        if kind > 0.8:
            found.append(self._hours(words, [self.chance.choice(DAYS)], "17:00", "20:00"))
        return found

    def _hours(self, words, days, opens, closes):
        return {
            "id": self._id(),
            "freq": "WEEKLY",
            "byday": ",".join(days),
            "opens_at": opens,
            "closes_at": closes,
            "timezone": words["offset"],
            "zone": words["zone"],
            "description": words["hours"],
        }

    def _languages(self, words):
        found = [{"id": self._id(), "name": words["tongue"], "code": words["language"]}]
        others = self.chance.sample(OTHER_TONGUES, self.chance.choice((0, 0, 1, 1, 2, 3)))
        return found + [{"id": self._id(), "code": code} for code in others if code != words["language"]]

    def _costs(self, words):
        if (draw := self.chance.random()) < 0.25:
            return []
        amount = 0 if draw < 0.7 else self.chance.choice((12, 23.8, 45, 90, 130))
        option = words["fee" if amount else "free"]
        return [{"id": self._id(), "option": option, "currency": words["currency"], "amount": amount}]

    def _area(self, words, town, online):
        name = words["everywhere"] if online and self.chance.random() < 0.6 else town["name"]
        return {"id": self._id(), "name": name}

    def _location(self, words, country, town):
        chance = self.chance
        location = {
            "id": self._id(),
            "location_type": "physical",
            "name": town["name"],
            "latitude": round(float(town["latitude"]) + chance.gauss(0, 0.01), 5),
            "longitude": round(float(town["longitude"]) + chance.gauss(0, 0.02), 5),
            "addresses": [
                {
                    "id": self._id(),
                    "address_1": f"{chance.choice(words['streets'])} {chance.randint(1, 120)}",
                    "city": town["name"],
                    "state_province": f"{town['name']} {words['region']}".strip(),
                    "postal_code": f"{chance.randint(100, 99_999):05}",
                    "country": country,
                    "address_type": "physical",
                }
            ],
        }
        if chance.random() < 0.4:
            location["accessibility"] = [{"id": self._id(), "description": words["access"]}]
        return location

    def _attribute(self, term):
        said = term["words"]["en"]
        tied = {"id": str(uuid.uuid5(OURS, f"term/{term['code']}")), "code": term["code"]}
        tied |= {"name": said["name"], "description": said["description"]}
        tied["taxonomy_detail"] = {"id": str(OURS), "name": "Kinds of help", "description": "Kinds of help"}
        return {
            "id": self._id(),
            "link_type": "service type",
            "link_entity": "service",
            "taxonomy_term": tied,
        }

    def _day(self):
        """A day of the last year and a half: about a third of what is checked counts as stale."""
        return LATEST - timedelta(days=int(540 * self.chance.random() ** 2))

    def _id(self):
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))


def _places():
    """{country: (towns, how many people live in them and in those before)}."""
    found = {country: [] for country in SHARE}
    with (DATA / "places" / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["country"]].append(row)
    return {
        country: (rows, list(itertools.accumulate(int(row["population"] or 500) for row in rows)))
        for country, rows in found.items()
    }


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for service in catalogue(count, seed):
        print(json.dumps(service, ensure_ascii=False))


if __name__ == "__main__":
    main()
