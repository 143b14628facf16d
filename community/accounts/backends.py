"""Finding the account of a name or address, at the same cost whether there is one or not."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username


class OneLook(AuthenticationBackend):
    """As allauth's, but each account's passphrase is tried once.

    Allauth tries an address twice, as name and as address, and an unknown one once: the hash is slow
    enough by design for the difference to be measured from outside.
    """

    def _authenticate(self, request, **credentials):
        login, passphrase = credentials.get("email") or credentials.get("username"), credentials["password"]
        found = {user.pk: user for user in filter_users_by_email(login, prefer_verified=True, for_login=True)}
        if user := get_user_by_username(login):
            found.setdefault(user.pk, user)
        for user in found.values():
            if self._check_password(user, passphrase):
                return user
        return None
