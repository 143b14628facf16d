"""The editors’ form in tests, sent as a browser would."""

from tests import cast


def signed_in(client):
    """An editor, who is signed in there."""
    editor = cast.make_staff("coordinator", credential=False, display_name="Sari")
    client.force_login(editor)
    return editor


def saved(client, service, **said):
    """The edit page, sent with what it shows and what is said instead."""
    language = said.get("language", "en")
    context = client.get(f"/services/{service.pk}/edit/?language={language}").context
    facts = {"language": language}
    for form in (context["form"], *(form for kind in context["parts"].values() for form in kind)):
        for bound in form:
            value = bound.value()
            facts[bound.html_name] = "" if value is None else value
    facts = {name: value for name, value in (facts | said).items() if value is not False}
    return client.post(f"/services/{service.pk}/edit/", facts)
