"""CPTS of Occitanie made from the EPCI that are only there, for tests: every third one is left uncovered, stages and days go round."""

from datetime import date

from maillage.results.couverture import Coverage, of_rows
from maillage.results.couverture.ground import ground

TODAY = date(2026, 11, 21)
REGION = "76"
_STAGES = ("aci_signe", "projet_valide", "lettre_intention")


def occitanie(*, fictitious: bool = True, today: date = TODAY) -> Coverage:
    """Each CPTS is « cpts-<SIREN of the EPCI> »; it began by a lettre d'intention."""
    columns = ground().columns
    level, rows = columns.levels["epci"], []
    here, elsewhere = (
        {epci for epci, region in zip(columns.epcis, columns.regions, strict=True) if epci and (region == REGION) is wanted}
        for wanted in (True, False)
    )
    mine = sorted(here - elsewhere)
    for n, code in enumerate(mine):
        if n % 3 == 2:
            continue
        begun, stage = date(2019 + n % 5, 1 + n % 12, 1), _STAGES[n % 4 % 3]
        for row in level.rows(code):
            told = (f"cpts-{code}", f"CPTS {level.names[level.number[code]]}", columns.codes[row])
            rows.append((*told, "lettre_intention", begun))
            if stage != "lettre_intention":
                rows.append((*told, stage, date(begun.year + 1, begun.month, 1)))
    return of_rows(rows, today=today, fictitious=fictitious, source="essai")
