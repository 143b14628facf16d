"""Finding the account of a name or address, at the same cost whether there is one or not."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import get_user_by_username
from allauth.account.models import EmailAddress

from community.accounts.models import User
from community.lean import Lean

COLUMNS = [field.attname for field in User._meta.concrete_fields]
people = Lean(lambda user_id: User.objects.filter(pk=user_id).values_list(*COLUMNS), user_id=User().pk)


class OneLook(AuthenticationBackend):
    """One account at most is meant, and one passphrase is tried: a hash is slow enough to be counted from outside.

    Only a confirmed address finds its account. Anyone can enter another's address without confirming it: if such
    addresses opened accounts, one's own trial account would show whether a second one answers beside it.
    """

    def _authenticate(self, request, **credentials):
        login = credentials.get("email") or credentials.get("username") or ""
        # Asked both ways every time: a question to the database can be measured too.
        confirmed = EmailAddress.objects.filter(email=login.lower(), verified=True).select_related("user")
        by_address, by_name = confirmed.first(), get_user_by_username(login)
        return self._check_password(by_address.user if by_address else by_name, credentials["password"])

    def get_user(self, user_id):
        """The account a session names, or None where it is gone or closed: asked at every page. One query."""
        rows = people.ask(user_id=User._meta.pk.to_python(user_id))
        user = User.from_db("default", COLUMNS, rows[0]) if rows else None
        return user if user and self.user_can_authenticate(user) else None
