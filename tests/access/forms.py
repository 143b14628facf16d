"""What each form of the access table is filled in with, so that whoever may send it succeeds."""

import datetime

from django.utils import timezone

from tests.access import cases, concerns, directory, forum, helping, notebooks, watch
from tests.push_service import Browser

REASON = {"reason": "Agreement, point 2"}
WORDS = {"body": "Good evening.", "client_id": "6b0d3a4e-64c7-4d7c-8f0c-0c4f2f4f4f4f"}
SENT = {
    "groups:agreement": {"q0": "1"},
    "groups:name": {"alias": "Meri"},
    "groups:promise": {"q0": "1"},
    "groups:invite": {"label": "blue house", "channel": "text", "language": "en"},
    "groups:say": {"body": "Good evening.", "client_id": "6b0d3a4e-64c7-4d7c-8f0c-0c4f2f4f4f4f"},
    "groups:room_mode": {"mode": "read"},
    "groups:exercise_show": {"key": "hands"},
    "groups:card": {"key": "crisis:fi-mieli-fi", "client_id": "6b0d3a4e-64c7-4d7c-8f0c-0c4f2f4f4f50"},
    "groups:check": {"kind": "in", "mood": "5"},
    "groups:check_open": {"kind": "out"},
    "groups:end_turn": {"how": "spoke"},
    "groups:quiet": {"minutes": "5"},
    "groups:slow": {"seconds": "30"},
    "groups:agenda": {"theme": "Evenings"},
    "groups:react": {"kind": "with_you"},
    "groups:unreact": {"kind": "with_you"},
    "groups:line": WORDS,
    "groups:member_line": WORDS,
    "groups:staff_line": WORDS,
    "groups:hide": REASON | {"rule": "kind"},
    "groups:give_back": REASON | {"rule": "kind"},
    "groups:remove": REASON | {"rule": "kind"},
    "moderation:report": {"kind": "other"},
    "moderation:report_person": {"kind": "worry"},
    "moderation:notice": {
        "kind": "threat",
        "place": "The Thursday group, yesterday evening.",
        "explanation": "Somebody is threatened.",
        "name": "Aila",
        "email": "aila@example.org",
        "good_faith": "on",
    },
    "moderation:notice_answer": {"code": "ABCD-EFGH-JKLM"},
    "moderation:notice_again": {"code": "ABCD-EFGH-JKLM", "words": "Look again."},
    "moderation:ask_again": {"words": "Look again."},
    "moderation:own_decision": {"words": "It was meant as a joke."},
    "moderation:appeal": {"outcome": "upheld", "answer": "I read it all, and it was not a joke."},
    "account_login": {"login": "nobody-at-all", "password": "not a passphrase of anybody"},
    "account_reset_password": {"email": "nobody@example.org"},
    "accounts:mails": {"digest": "daily", "quiet_from": "21:00", "quiet_to": "08:00"},
    "accounts:add_device": vars(Browser().way("https://push.example.net/one")),
    "accounts:screen": {"exit_to": "news"},
    "accounts:you": {"language": "en", "country": "FI"},
    "accounts:receipt": {"code": "ABCD-EFGH-JKLM"},
    "accounts:return": {"code": "ABCD-EFGH-JKLM", "passphrase": "five green boats went out early"},
    "accounts:add_person": {
        "display_name": "Kaisa",
        "email": "kaisa@example.org",
        "language": "en",
        "kind": "coordinator",
    },
    "accounts:grant_role": {"kind": "coordinator"},
    "accounts:revoke_credential": {"reason": "Not found in the register any more."},
    "mfa_edit_webauthn": {"name": "Telephone"},
    "set_language": {"language": "fi"},
}
NEW_GROUP = {
    "name": "Friday group",
    "for_whom": "Adults",
    "about": "We meet.",
    "language": "en",
    "audience": "adults",
    "shape": "closed",
    "meets_at": "18:00",
    "minutes": "90",
    "every_weeks": "1",
    "meetings_planned": "3",
    "capacity": "9",
    "staff_needed": "1",
}
CHECKED = {"profession": "social worker", "register": "Suosikki", "number": "12345678901"}


def forms(world):
    """What each form is filled in with, so that whoever may send it succeeds."""
    today = timezone.localdate()
    later = (today + datetime.timedelta(days=90)).isoformat()
    return SENT | {
        "groups:code": {"code": world.open.code},
        "groups:planned": {"user": str(world.people["ofa"].pk), "part": "facilitator"},
        "groups:plan": NEW_GROUP | {"first_on": later},
        "accounts:check_credential": CHECKED | {"checked_on": today.isoformat(), "next_check_on": later},
        **cases.forms(world),
        **watch.forms(world),
        **concerns.forms(world),
        **helping.forms(world),
        **directory.forms(world),
        **notebooks.forms(world),
        **forum.forms(world),
    }
