from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0005_votes_heard")]
    operations = [
        migrations.RemoveConstraint(model_name="participant", name="one_recall_per_seat"),
        migrations.RenameField(model_name="participant", old_name="recall", new_name="signs"),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                fields=["workshop", "signs"], condition=~models.Q(signs=""), name="one_seat_per_signs"
            ),
        ),
    ]
