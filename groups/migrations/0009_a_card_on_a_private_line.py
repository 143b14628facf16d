from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0008_what_stays_with_the_member")]

    operations = [
        migrations.AddField(
            model_name="aside",
            name="card",
            field=models.CharField(blank=True, max_length=64, default=""),
            preserve_default=False,
        ),
    ]
