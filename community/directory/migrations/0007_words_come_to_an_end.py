"""Words nobody dealt with come to an end, and a card says by the service's name, not a person's, who checked it."""

from django.conf import settings
from django.db import migrations, models


def name_the_house(apps, schema_editor):
    services = apps.get_model("directory", "Service").objects.exclude(assured_by=None)
    services.update(assurer_name=settings.SITE_NAME)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_listed_card"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="contactrequest",
            name="a_closed_request_has_an_outcome",
        ),
        migrations.AddField(
            model_name="doubt",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="doubt",
            name="reminded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="contactrequest",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reached", "reached"),
                    ("unreached", "could not be reached"),
                    ("lapsed", "nobody got in touch in time"),
                ],
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("outcome", "")),
                    models.Q(
                        ("closed_at__isnull", False), ("outcome__in", ("reached", "unreached", "lapsed"))
                    ),
                    _connector="OR",
                ),
                name="a_closed_request_has_an_outcome",
            ),
        ),
        migrations.RunPython(name_the_house, migrations.RunPython.noop),
    ]
