from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0005_words_of_the_forum"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="measure",
            field=models.CharField(
                choices=[
                    ("none", "Nothing to do"),
                    ("release", "Let the words through"),
                    ("return", "Give the words back"),
                    ("remind", "Remind"),
                    ("hide", "Hide the words"),
                    ("hold_first", "Read first, for a time"),
                    ("mute", "Listen only, for a time"),
                    ("pause", "Pause the account, for a time"),
                    ("end_seat", "End the seat"),
                    ("end_membership", "End the membership"),
                    ("close_account", "Close the account"),
                ],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="sanction",
            name="kind",
            field=models.CharField(
                choices=[
                    ("remind", "reminder"),
                    ("hide", "hidden words"),
                    ("hold_first", "read first"),
                    ("mute", "listening only"),
                    ("pause", "paused account"),
                    ("end_seat", "ended seat"),
                    ("end_membership", "ended membership"),
                    ("close_account", "closed account"),
                ],
                max_length=14,
            ),
        ),
    ]
