"""The receipts are rows: the columns of the transmission held one only."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("filing", "0004_receipts_kept")]

    operations = [
        migrations.RemoveField(
            model_name="transmission",
            name="receipt_reference",
        ),
        migrations.RemoveField(
            model_name="transmission",
            name="received_by_name",
        ),
        migrations.RemoveField(
            model_name="transmission",
            name="received_on",
        ),
        migrations.RemoveField(
            model_name="transmission",
            name="received_recorded_at",
        ),
        migrations.RemoveField(
            model_name="transmission",
            name="received_recorded_by",
        ),
    ]
