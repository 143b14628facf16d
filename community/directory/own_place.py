"""Whom to ask in one’s own town, by country: so that a search that finds nothing still leads somewhere."""

from django.utils.translation import gettext_lazy as _

OWN_WAY = {
    "FI": _(
        "Your own wellbeing services county, in Helsinki the city, helps those who live there. Call its guidance for"
        " families, or ask at the maternity and child health clinic, at school or at the health centre. The Medical"
        " Helpline 116 117 says which number is yours."
    ),
    "SE": _(
        "Ask your own health centre, the child health centre (BVC) or the social services of your municipality."
        " At 1177 somebody says which are yours."
    ),
    "NO": _("Ask your own doctor (fastlege) or the health station of your municipality (helsestasjon)."),
    "GB": _(
        "Ask your own doctor (GP), your midwife or health visitor, or the family services of your council."
        " At NHS 111 somebody says which are yours."
    ),
}
# The line of each country that advises about health, among its crisis lines.
MEDICAL = {"FI": "fi-116117", "SE": "se-1177", "NO": "no-legevakt", "GB": "gb-111"}
