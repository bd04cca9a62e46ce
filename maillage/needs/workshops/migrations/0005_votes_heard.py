from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0004_look_back")]

    operations = [
        migrations.AddField(
            model_name="cluster",
            name="heard",
            field=models.PositiveIntegerField(
                null=True, help_text="Votes it received where nobody’s ballot is known (read from minutes)"
            ),
        ),
        migrations.AddField(
            model_name="poll",
            name="results",
            field=models.JSONField(
                null=True,
                help_text="What it came to, when nobody’s ballot is known (read from minutes): {cluster pk: {votes | agreement}}",
            ),
        ),
    ]
