"""The end of each chain of the journal, kept apart; that of the chains already there is where they end today."""

from typing import Any

from django.db import migrations, models


def keep_ends(apps: Any, schema_editor: Any) -> None:
    entries, anchors = apps.get_model("accounts", "JournalEntry"), apps.get_model("accounts", "JournalAnchor")
    seals = apps.get_model("accounts", "JournalSeal")
    ends = {seal.chain: (seal.number, seal.digest) for seal in seals.objects.all()}
    rows = entries.objects.order_by("chain", "number").values_list("chain", "number", "digest")
    ends |= {chain: (number, digest) for chain, number, digest in rows.iterator(chunk_size=2_000)}
    anchors.objects.bulk_create(anchors(chain=chain, number=end[0], digest=end[1]) for chain, end in ends.items())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_news")]

    operations = [
        migrations.CreateModel(
            name="JournalAnchor",
            fields=[
                ("chain", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(keep_ends, migrations.RunPython.noop),
    ]
