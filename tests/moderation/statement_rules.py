"""A strict validator for one statement of the EU's Transparency Database, written from its field table.

Field, whether it is required, values and lengths: API version 1, values of "schema v2". It knows nothing of our code.
"""

import re
from datetime import date

VISIBILITY = "CONTENT_REMOVED CONTENT_DISABLED CONTENT_DEMOTED CONTENT_AGE_RESTRICTED"
VISIBILITY += " CONTENT_INTERACTION_RESTRICTED CONTENT_LABELLED OTHER"
PROVISION = "PARTIAL_SUSPENSION TOTAL_SUSPENSION PARTIAL_TERMINATION TOTAL_TERMINATION"
CONTENT = "APP AUDIO IMAGE PRODUCT SYNTHETIC_MEDIA TEXT VIDEO OTHER"
CATEGORY = (
    "ANIMAL_WELFARE CONSUMER_INFORMATION CYBER_VIOLENCE CYBER_VIOLENCE_AGAINST_WOMEN"
    " DATA_PROTECTION_AND_PRIVACY_VIOLATIONS ILLEGAL_OR_HARMFUL_SPEECH INTELLECTUAL_PROPERTY_INFRINGEMENTS"
    " NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS NOT_SPECIFIED_NOTICE OTHER_VIOLATION_TC PROTECTION_OF_MINORS"
    " RISK_FOR_PUBLIC_SECURITY SCAMS_AND_FRAUD SELF_HARM UNSAFE_AND_PROHIBITED_PRODUCTS VIOLENCE"
)
KEYWORD = (
    "ADULT_SEXUAL_MATERIAL AGE_SPECIFIC_RESTRICTIONS AGE_SPECIFIC_RESTRICTIONS_MINORS ANIMAL_HARM"
    " BIOMETRIC_DATA_BREACH BULLYING_AGAINST_GIRLS CHILD_SEXUAL_ABUSE_MATERIAL CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"
    " CONTENT_PROMOTING_EATING_DISORDERS COORDINATED_HARM COPYRIGHT_INFRINGEMENT CYBER_BULLYING_INTIMIDATION"
    " CYBER_HARASSMENT CYBER_HARASSMENT_AGAINST_WOMEN CYBER_INCITEMENT CYBER_STALKING CYBER_STALKING_AGAINST_WOMEN"
    " DATA_FALSIFICATION DEFAMATION DESIGN_INFRINGEMENT DISCRIMINATION FEMALE_GENDERED_DISINFORMATION"
    " GEOGRAPHICAL_REQUIREMENTS GEOGRAPHIC_INDICATIONS_INFRINGEMENT GOODS_SERVICES_NOT_PERMITTED"
    " GROOMING_SEXUAL_ENTICEMENT_MINORS HATE_SPEECH HIDDEN_ADVERTISEMENT HUMAN_EXPLOITATION HUMAN_TRAFFICKING"
    " ILLEGAL_ORGANIZATIONS IMPERSONATION_ACCOUNT_HIJACKING INAUTHENTIC_ACCOUNTS INAUTHENTIC_LISTINGS"
    " INAUTHENTIC_USER_REVIEWS INCITEMENT_AGAINST_WOMEN INCITEMENT_VIOLENCE_HATRED"
    " INSUFFICIENT_INFORMATION_ON_TRADERS LANGUAGE_REQUIREMENTS MISINFORMATION_DISINFORMATION"
    " MISLEADING_INFO_CONSUMER_RIGHTS MISLEADING_INFO_GOODS_SERVICES MISSING_PROCESSING_GROUND NONCOMPLIANCE_PRICING"
    " NON_CONSENSUAL_IMAGE_SHARING NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN NON_CONSENSUAL_MATERIAL_DEEPFAKE"
    " NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN NUDITY OTHER PATENT_INFRINGEMENT PHISHING PROHIBITED_PRODUCTS"
    " PYRAMID_SCHEMES RIGHT_TO_BE_FORGOTTEN RISK_ENVIRONMENTAL_DAMAGE RISK_PUBLIC_HEALTH SELF_MUTILATION STALKING"
    " SUICIDE TERRORIST_CONTENT TRADEMARK_INFRINGEMENT TRADE_SECRET_INFRINGEMENT TRAFFICKING_WOMEN_GIRLS"
    " UNLAWFUL_SALE_ANIMALS UNSAFE_CHALLENGES UNSAFE_PRODUCTS VIOLATION_EU_LAW VIOLATION_NATIONAL_LAW"
)
EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"


def named(prefix, words):
    return {prefix + word for word in words.split()}


# One value of these, by field.
CHOICES = {
    "decision_monetary": named("DECISION_MONETARY_", "SUSPENSION TERMINATION OTHER"),
    "decision_provision": named("DECISION_PROVISION_", PROVISION),
    "decision_account": named("DECISION_ACCOUNT_", "SUSPENDED TERMINATED"),
    "account_type": named("ACCOUNT_TYPE_", "BUSINESS PRIVATE"),
    "decision_ground": named("DECISION_GROUND_", "ILLEGAL_CONTENT INCOMPATIBLE_CONTENT"),
    "incompatible_content_illegal": {"Yes", "No"},
    "category": named("STATEMENT_CATEGORY_", CATEGORY),
    "source_type": {
        "SOURCE_ARTICLE_16",
        "SOURCE_TRUSTED_FLAGGER",
        "SOURCE_TYPE_OTHER_NOTIFICATION",
        "SOURCE_VOLUNTARY",
    },
    "automated_detection": {"Yes", "No"},
    "automated_decision": named("AUTOMATED_DECISION_", "FULLY PARTIALLY NOT_AUTOMATED"),
}
# A list of these, without repeats.
LISTS = {
    "decision_visibility": named("DECISION_VISIBILITY_", VISIBILITY),
    "content_type": named("CONTENT_TYPE_", CONTENT),
    "category_addition": CHOICES["category"],
    "category_specification": named("KEYWORD_", KEYWORD),
    "territorial_scope": set(EEA.split()),
}
# Words, and how many signs they may have.
TEXTS = {
    "decision_visibility_other": 500,
    "decision_monetary_other": 500,
    "illegal_content_legal_ground": 500,
    "illegal_content_explanation": 2000,
    "incompatible_content_ground": 500,
    "incompatible_content_explanation": 2000,
    "decision_ground_reference_url": 500,
    "content_type_other": 500,
    "category_specification_other": 500,
    "content_language": 2,
    "decision_facts": 5000,
    "source_identity": 500,
    "puid": 500,
}
FIRST_DAY = {"content_date": date(2000, 1, 1), "application_date": date(2020, 1, 1)}
ENDS = [f"end_date_{what}_restriction" for what in ("account", "monetary", "service", "visibility")]
LAST_DAY = date(2038, 1, 1)
REQUIRED = {
    "decision_ground",
    "content_type",
    "category",
    "territorial_scope",
    "content_date",
    "application_date",
    "decision_facts",
    "source_type",
    "automated_detection",
    "automated_decision",
    "puid",
}
DECISIONS = {"decision_visibility", "decision_monetary", "decision_provision", "decision_account"}
KNOWN = {*CHOICES, *LISTS, *TEXTS, *FIRST_DAY, *ENDS, "content_id"}
# A value that asks for a field beside it.
ASKS = {
    ("decision_visibility", "DECISION_VISIBILITY_OTHER"): ["decision_visibility_other"],
    ("decision_monetary", "DECISION_MONETARY_OTHER"): ["decision_monetary_other"],
    ("content_type", "CONTENT_TYPE_OTHER"): ["content_type_other"],
    ("category_specification", "KEYWORD_OTHER"): ["category_specification_other"],
    ("decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT"): [
        "illegal_content_legal_ground",
        "illegal_content_explanation",
    ],
    ("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT"): [
        "incompatible_content_ground",
        "incompatible_content_explanation",
    ],
}


def faults_of(statement):
    """All that the database would refuse, in words; [] for a statement it would take."""
    return [
        *(f"{name} is not a field" for name in statement.keys() - KNOWN),
        *(f"{name} is missing" for name in REQUIRED - statement.keys()),
        *_decision(statement),
        *_values(statement),
        *_asked(statement),
        *_dates(statement),
        *_shapes(statement),
    ]


def _decision(statement):
    if not DECISIONS & statement.keys():
        yield "no decision"


def _values(statement):
    for name in CHOICES.keys() & statement.keys():
        if statement[name] not in CHOICES[name]:
            yield f"{name} is {statement[name]!r}"
    for name in LISTS.keys() & statement.keys():
        values = statement[name]
        if not isinstance(values, list) or set(values) - LISTS[name] or len(set(values)) != len(values):
            yield f"{name} is {values!r}"
        if name in REQUIRED | DECISIONS and not values:
            yield f"{name} is empty"
    for name in TEXTS.keys() & statement.keys():
        value = statement[name]
        if not isinstance(value, str) or not 0 < len(value) <= TEXTS[name]:
            yield f"{name} is not words of the right length"


def _asked(statement):
    for (name, value), needed in ASKS.items():
        held = statement.get(name, [])
        is_there = value in held if isinstance(held, list) else value == held
        for other in needed:
            if is_there and not statement.get(other):
                yield f"{value} needs {other}"
            if not is_there and other in statement:
                yield f"{other} stands without {value}"


def _dates(statement):
    days = {}
    for name in [*FIRST_DAY, *ENDS]:
        if name in statement:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(statement[name])):
                yield f"{name} is no date"
                continue
            days[name] = date.fromisoformat(statement[name])
            if not FIRST_DAY.get(name, date(2020, 1, 1)) <= days[name] <= LAST_DAY:
                yield f"{name} is out of bounds"
    starts = days.get("application_date")
    for name in ENDS:
        if starts and name in days and days[name] < starts:
            yield f"{name} is before the start"


def _shapes(statement):
    if not re.fullmatch(r"[A-Za-z0-9-_]+", statement.get("puid", "")):
        yield "puid has other signs"
    if "content_language" in statement and not re.fullmatch(r"[A-Z]{2}", statement["content_language"]):
        yield "content_language is not two capitals"
    address = statement.get("decision_ground_reference_url")
    if address is not None and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", address):
        yield "decision_ground_reference_url is no address"
    if statement.get("source_type") == "SOURCE_VOLUNTARY" and "source_identity" in statement:
        yield "source_identity without a source"
