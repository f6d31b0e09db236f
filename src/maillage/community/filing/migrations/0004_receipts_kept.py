"""Keeps the receipts recorded before rows existed for them.

A date of the agency stays what it is. One that the CPTS or another institution gave counts as declared on the day of the
update, and the agency as told on that day: it has its delay to contest. A project transmitted by Maillage that nobody dated
is received on the day of its transmission, by the same rule. The clock of the migration is that of the machine.
"""

from typing import Any

from django.db import migrations
from django.utils import timezone

_CHUNK = 200


def keep(apps: Any, schema_editor: Any) -> None:
    now = timezone.now()
    receipts = apps.get_model("filing", "Receipt").objects
    places = list(apps.get_model("institutions", "Institution").objects.all())
    others = {one.name for one in places if one.kind != "ars"}
    agencies = _attended(apps, [one for one in places if one.kind == "ars"])
    closed = set(apps.get_model("filing", "Decision").objects.values_list("transmission_id", flat=True))
    sent = apps.get_model("filing", "Transmission").objects.defer("content").select_related("community")
    for one in sent.iterator(chunk_size=_CHUNK):
        row = _receipt(one, others, now)
        if row is None or (row["source"] == "electronique" and one.pk in closed):
            continue
        told = (
            []
            if row["source"] == "agence"
            else [a.name for a in agencies if set(a.departements) & set(one.community.departements)]
        )
        if told:
            row |= {"told_at": now, "told_to": ", ".join(told)[:250]}
        receipts.create(community_id=one.community_id, transmission_id=one.pk, **row)


def _attended(apps: Any, agencies: list[Any]) -> list[Any]:
    """Those where somebody may read what is told and contest it."""
    grants = apps.get_model("institutions", "InstitutionGrant").objects.filter(role="agent_ars", until=None)
    held = set(grants.values_list("institution_id", flat=True))
    return [one for one in agencies if one.pk in held]


def _receipt(one: Any, others: set[str], now: Any) -> dict[str, Any] | None:
    by_agency = one.received_by_name and (one.kind != "projet" or one.received_by_name not in others)
    if one.received_on:
        return {
            "source": "agence" if by_agency else "declaree",
            "received_on": one.received_on,
            "institution_name": one.received_by_name,
            "reference": one.receipt_reference,
            "recorded_at": (one.received_recorded_at or now) if by_agency else now,
            "recorded_by_id": one.received_recorded_by_id or one.sent_by_id,
        }
    if one.kind == "projet" and one.way == "maillage" and one.withdrawn_on is None:
        day = timezone.localdate(one.recorded_at)
        return {"source": "electronique", "received_on": day, "recorded_at": now, "recorded_by_id": one.sent_by_id}
    return None


class Migration(migrations.Migration):
    dependencies = [
        ("filing", "0003_receipts"),
        ("institutions", "0002_agenda_alerts"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
