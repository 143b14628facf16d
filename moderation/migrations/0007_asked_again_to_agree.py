from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0006_seats_ended_by_staff"),
    ]

    operations = [
        migrations.AddField(
            model_name="reveal",
            name="called_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
