from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0003_subgroups_and_outcomes")]

    operations = [
        migrations.AddField(
            model_name="workshop",
            name="looks_back_at",
            field=models.DateTimeField(
                null=True, help_text="Since when the wall shows what the workshop before had decided"
            ),
        ),
    ]
