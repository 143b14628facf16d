"""What a card in a list shows is kept as one row, and search reads narrow rows alone.

Listings of before have no card until they are made anew (`directory.list_what_has_no_card`, a chore): until then its entries are read.
"""

import django.db.models.deletion
from django.db import migrations, models

# On SQLite all that search asks of a listing but its words stands in an index twice, by area and by name: rows are long
# and are not read. PostgreSQL limits how much an index holds of a row: there it leads to the rows of a place, or by name.
NARROWING = (
    "languages, terms, is_free, referral_needed, is_online, is_accessible, age_subject, minimum_age, below_age,"
    " from_pregnancy_week, fresh_until"
)
ON_SQLITE = [
    f"CREATE INDEX listing_by_area ON directory_listing (is_active, areas, {NARROWING}, name, service_id)",
    f"CREATE INDEX listing_by_name ON directory_listing (is_active, name, {NARROWING}, areas, service_id)",
]
ON_POSTGRESQL = [
    "UPDATE directory_listing SET name = left(name, 200) WHERE length(name) > 200",
    "CREATE INDEX listing_by_area ON directory_listing USING hash (areas) WHERE is_active",
    "CREATE INDEX listing_by_name ON directory_listing (name) WHERE is_active",
]
AWAY = ["DROP INDEX listing_by_area", "DROP INDEX listing_by_name"]


def narrow(apps, editor):
    for statement in ON_SQLITE if editor.connection.vendor == "sqlite" else ON_POSTGRESQL:
        editor.execute(statement)


def widen(apps, editor):
    for statement in AWAY:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_one_sent_referral")]

    operations = [
        migrations.CreateModel(
            name="ListedCard",
            fields=[
                (
                    "listing",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="card",
                        serialize=False,
                        to="directory.listing",
                    ),
                ),
                ("facts", models.TextField()),
                ("hours", models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveIndex(model_name="listing", name="listing_active_fresh"),
        migrations.RunPython(narrow, widen),
    ]
