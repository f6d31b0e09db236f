"""Two people who change one assembly at once lose nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [
        migrations.AddField(model_name="assembly", name="version", field=models.PositiveIntegerField(default=1)),
    ]
