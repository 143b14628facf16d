from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0002_a_key_of_ones_own"),
        ("groups", "0009_a_card_on_a_private_line"),
    ]

    operations = [
        migrations.AddField(
            model_name="peergroup",
            name="kind",
            field=models.CharField(
                choices=[("group", "group"), ("board", "board")], default="group", max_length=5
            ),
        ),
        migrations.AlterField(
            model_name="peergroup",
            name="first_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="peergroup",
            name="meets_at",
            field=models.TimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="peergroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "board"),
                    models.Q(("first_on__isnull", False), ("meets_at__isnull", False)),
                    _connector="OR",
                ),
                name="groups_have_their_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="peergroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "board"), _negated=True),
                    ("audience", "adults"),
                    ("is_read_first", True),
                    _connector="OR",
                ),
                name="boards_with_minors_are_read_first",
            ),
        ),
    ]
