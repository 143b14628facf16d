"""The commands that bring services in and out say what they did."""

import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from bench.catalogue import catalogue
from community.directory.exchange import tables
from community.directory.models import Service
from tests.community.directory.exchange.samples import HERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def services(tmp_path):
    path = tmp_path / "services.ndjson"
    path.write_text("".join(json.dumps(service) + "\n" for service in catalogue(25)))
    return path


def test_an_import_says_what_came_and_the_second_that_nothing_did(services, capsys):
    call_command("import_hsds", services)
    assert "service: 25 created, 0 updated, 0 unchanged, 0 refused" in capsys.readouterr().out

    call_command("import_hsds", services)
    told = capsys.readouterr()
    assert "services.ndjson: nothing changed." in told.out
    assert told.err == ""  # progress is for terminals


def test_what_is_refused_is_told_and_ends_with_an_error(capsys):
    with pytest.raises(CommandError, match="Not taken in: 1") as refusal:
        call_command("import_hsds", HERE / "uk" / "Fail" / "service_full.json")

    assert refusal.value.returncode == 1
    assert (
        "Not taken in: service_full.json, url: this is not an address on the web" in capsys.readouterr().err
    )


def test_what_is_no_json_is_told(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text('[{"id": ')

    with pytest.raises(CommandError, match="this is not JSON"):
        call_command("import_hsds", path)


def zipped(path, *files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, size in files:
            package.writestr(name, " " * size)
    return path


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([(f"{number}.csv", 0) for number in range(1001)], "it holds 1001 files, and 1000 at most"),
        ([("services.csv", 3 * 1024**2), ("phones.csv", 1)], "unpacked it is 3 MB, and 2 MB at most"),
    ],
)
def test_a_package_that_unpacks_without_end_is_not_begun(tmp_path, monkeypatch, files, why):
    monkeypatch.setattr(tables, "MOST_UNPACKED", 2 * 1024**2)

    with pytest.raises(CommandError, match=why):
        call_command("import_hsds", zipped(tmp_path / "bomb.zip", *files))


@pytest.mark.parametrize("name", ["out.json", "out.ndjson", "out.zip", "out"])
def test_what_was_exported_changes_nothing_when_it_comes_again(services, tmp_path, name, capsys):
    call_command("import_hsds", services)
    call_command("export_hsds", tmp_path / name)
    capsys.readouterr()

    call_command("import_hsds", tmp_path / name)

    assert f"{name}: nothing changed." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["out.ndjson", "out.zip"])
def test_an_empty_directory_is_filled_by_an_export(services, tmp_path, name):
    call_command("import_hsds", services)
    call_command("export_hsds", tmp_path / name)
    names = set(Service.objects.values_list("name", "age_subject"))
    Service.objects.all().delete()

    call_command("import_hsds", tmp_path / name)

    assert set(Service.objects.values_list("name", "age_subject")) == names


def test_the_finnish_catalogue_has_its_own_command(capsys):
    call_command("import_ptv", HERE.parent / "ptv")

    assert "ptv: service: 1 created" in capsys.readouterr().out
