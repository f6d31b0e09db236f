"""An institution keeps in sight the CPTS that transmitted something to it; those that are here may have."""

from typing import Any

from django.db import migrations, models


def _where_they_are(apps: Any, editor: Any) -> None:
    apps.get_model("communities", "Community").objects.update(sent_from=models.F("departements"))


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_initial")]

    operations = [
        migrations.AddField(model_name="community", name="sent_from", field=models.JSONField(default=list)),
        migrations.RunPython(_where_they_are, migrations.RunPython.noop),
    ]
