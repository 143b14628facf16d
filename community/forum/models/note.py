"""ContentNote: what words are about that some would rather not meet unprepared."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentNote(models.TextChoices):
    """A short list, in plain words: "This is about …". Words with one are folded until somebody opens them."""

    LOSS = "loss", _("the loss of somebody")
    ILLNESS = "illness", _("illness")
    BIRTH = "birth", _("a hard birth")
    VIOLENCE = "violence", _("violence")
    SELF_HARM = "self_harm", _("harming oneself, or not wanting to live")
    SUBSTANCES = "substances", _("alcohol or drugs")
    OTHER = "other", _("something that may be hard to read")

    @classmethod
    def words(cls, code):
        """How that note reads; "" for none, and for words that can no longer be opened."""
        return cls(code).label if code in cls.values else ""
