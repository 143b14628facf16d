import pytest
from django.core.management import call_command

from community.directory.models import Service, TaxonomyTerm

pytestmark = pytest.mark.django_db


def test_it_says_how_much_came(capsys):
    call_command("seed_directory")
    call_command("seed_directory")

    assert capsys.readouterr().out.split("\n")[:2] == ["New in the directory: 23", "New in the directory: 0"]


def test_the_kinds_alone_bring_no_service():
    call_command("seed_directory", kinds_only=True)

    assert TaxonomyTerm.objects.exists()
    assert not Service.objects.exists()
