"""Joining a board, and making one."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from groups import aliases
from groups.forms.seat import AliasForm
from groups.models import PeerGroup


class BoardAliasForm(AliasForm):
    """What people on the board will call you: not what you are called in your group."""

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **kwargs)
        self.board = board
        self.fields["alias"].label = _("Your name on this board")
        self.fields["alias"].help_text = _(
            "2 to 24 characters. Not your real name, and not the one you have in your group."
        )

    def clean_alias(self):
        alias = super().clean_alias()
        aliases.check_not_known(alias, self.board, self.user)
        return alias


class BoardForm(forms.ModelForm):
    """A new board, as a coordinator fills it in."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Neutral, it may be seen by others: “Open board”, not what it is about."),
    )
    for_whom = forms.CharField(label=_("For whom"), max_length=160)
    about = forms.CharField(
        label=_("About the board"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What people write about, and who looks after it. Members of groups read this before they join."
        ),
    )

    class Meta:
        model = PeerGroup
        fields = ["language", "audience", "is_read_first"]
        labels = {
            "language": _("Language of the board"),
            "audience": _("Made for"),
            "is_read_first": _("Every message is read before others see it"),
        }
        help_texts = {
            "audience": _(
                "Members of all running groups for the same people, in the same language, can join."
            ),
            "is_read_first": _("Where minors write this is always so, whatever is chosen here."),
        }

    field_order = ["name", "for_whom", "about"]

    def facts(self):
        """The arguments of `create_group`. Only a board for adults can go unread; the database says so too."""
        fields = {name: self.cleaned_data[name] for name in self._meta.fields}
        if fields["audience"] != PeerGroup.Audience.ADULTS:
            fields["is_read_first"] = True
        text = {name: self.cleaned_data[name] for name in ("name", "for_whom", "about")}
        return {
            **fields,
            "kind": PeerGroup.Kind.BOARD,
            "capacity": PeerGroup.BOARD_SEATS,
            "country": settings.COUNTRY,
            "texts": {fields["language"]: text},
        }
