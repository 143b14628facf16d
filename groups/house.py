"""The house rules, for whoever decides about words in a group. They are moderation's, so they are asked for."""

from django.conf import settings
from django.utils.module_loading import import_string


def rules_in(language):
    """All of them in that language, each with `id` and `title`."""
    return import_string(settings.HOUSE_RULES)(language)


def title_of(rule_id, language):
    """What the rule says in a line; raises KeyError for an id that no rule has."""
    return {rule.id: rule.title for rule in rules_in(language)}[rule_id]
