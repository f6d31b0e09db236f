from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_limits")]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField(db_index=True)),
                ("is_acted", models.BooleanField(default=False)),
                ("location", models.CharField(blank=True, max_length=2_000)),
                ("session_key", models.CharField(blank=True, max_length=40)),
            ],
        ),
    ]
