"""What every object of the directory has."""

import re
import uuid

from django.db import models
from django.db.models import Q


def hangs_on(*parents, name):
    """The constraint that a row hangs on something; on several at once too, as shared rows of a file do."""
    condition = Q()
    for parent in parents:
        condition |= Q(**{f"{parent}__isnull": False})
    return models.CheckConstraint(condition=condition, name=name)


def one_of(field, choices, name, *, or_empty=False):
    """The constraint that a field holds a word of its enumeration."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*choices.values, *([""] if or_empty else [])]}), name=name
    )


class Entry(models.Model):
    """One object of the standard.

    Own: `translations` {language: {field: words}}, `written_in` (language of the plain fields, empty when nobody
    said), and `extra`, the fields of an import that we do not know, as they came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    translations = models.JSONField(default=dict, blank=True)
    written_in = models.CharField(max_length=8, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def entity(self):
        """The standard's own name of this object, as `link_entity` and `resource_type` spell it."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    def said(self, field, language):
        """The words of a field in that language; else as the entry was written; else in English or whatever there is.

        `language` may carry a region (`nb-NO`). Empty when nobody wrote any.
        """
        return self._found(field, language)[1]

    def said_in(self, field, language):
        """The language in which `said` answers, for the `lang` of what is shown; empty when nobody told us."""
        return self._found(field, language)[0]

    def _found(self, field, language):
        wanted = language.split("-")[0]
        if words := self.translations.get(wanted, {}).get(field):
            return wanted, words
        if words := getattr(self, field):
            return self.written_in, words
        others = sorted(self.translations, key=lambda code: (code != "en", code))
        found = ((code, self.translations[code].get(field)) for code in others)
        return next(((code, words) for code, words in found if words), ("", ""))


class Part(Entry):
    """An object that stands in a list of another one. Own: `position` in that list."""

    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]
