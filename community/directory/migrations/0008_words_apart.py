"""On PostgreSQL the words of a listing stand apart from its row, and their index alone is asked for them.

A row longer than 2 kB puts its longest value apart: words are filled up to that length (`actions.listing`), and what
counts and orders listings reads less than a third of the pages. The index by area goes: a hash index has its rows
looked at again, and with them the words of each, which takes longer than to read all rows now that they are short.
"""

from django.db import migrations

FILLED = "words || repeat(' ', greatest(0, 2100 - length(words)))"
ON_POSTGRESQL = [
    "DROP INDEX listing_by_area",
    "ALTER TABLE directory_listing ALTER COLUMN hours SET STORAGE PLAIN",
    "ALTER TABLE directory_listing SET (toast_tuple_target = 640)",
    f"ALTER TABLE directory_listing ALTER COLUMN words TYPE text USING {FILLED}",
]
BACK = ["CREATE INDEX listing_by_area ON directory_listing USING hash (areas) WHERE is_active"]


def put_apart(apps, editor):
    for statement in ON_POSTGRESQL if editor.connection.vendor == "postgresql" else ():
        editor.execute(statement)


def put_back(apps, editor):
    for statement in BACK if editor.connection.vendor == "postgresql" else ():
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_words_come_to_an_end")]

    operations = [migrations.RunPython(put_apart, put_back)]
