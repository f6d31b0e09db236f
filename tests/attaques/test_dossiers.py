"""Dossiers made to harm: whatever a file or an address holds, figures or sentences come out, never a trace."""

import json
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.cli.financement import financement

HARMFUL = [
    "--5", "9" * 4301, "--1", "1e999999", "-0", "NaN", "Infinity", "1_000", "0x10", "٩٠٠٠٠", "9999-12-31", "9995-03-01",
    "0001-01-01", "2025-W09-6", "2024-02-29", "90,000", "\u202e90000", "'", "{", "[1, 2]", "null", "~", "!!python/object:os",
    "01", "1.5", "true", "\N{MINUS SIGN}5", "1er mars 2025",
]  # fmt: skip
_value = st.sampled_from(HARMFUL) | st.integers(-10, 10**9).map(str)
_mission = st.sampled_from(["acces_aux_soins", "crise_sanitaire", "qualite", "parcours", "chasse"])
_dossier = st.fixed_dictionaries(
    {"population": _value, "contrat": st.fixed_dictionaries(
        {"signe_le": _value | st.just("2025-03-01")},
        optional={
            "missions": st.dictionaries(_mission, st.fixed_dictionaries({"demarre_le": _value | st.just("2025-09-01")})),
            "montants": st.dictionaries(_mission, st.dictionaries(st.sampled_from(["volet_fixe", "plan_initial"]), _value)),
        },
    )},
    optional={"annees": st.dictionaries(_value | st.just("1"), st.fixed_dictionaries({}, optional={
        "taux_variable": st.dictionaries(_mission, _value), "plan_de_crise": _value, "crise_reconnue": _value,
        "population": _value,
        "indicateurs": st.lists(st.fixed_dictionaries(
            {"mission": _mission, "libelle": _value, "montant": _value}, optional={"valeur": _value, "atteint": _value})),
    })), "communes": st.lists(_value)},
)  # fmt: skip


@given(_dossier)
@settings(max_examples=150)
def test_any_dossier_gives_figures_or_sentences(dossier: object) -> None:
    result = CliRunner().invoke(financement, ["calculer", "-", "--json"], input=json.dumps(dossier, ensure_ascii=False))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert result.exit_code in (0, 1)
    assert result.stdout if result.exit_code == 0 else result.stderr


def test_one_harmful_row_leaves_the_others(tmp_path: Path) -> None:
    rows = [f"CPTS {i} (fictive);{value};2025-03-01" for i, value in enumerate(HARMFUL) if ";" not in value]
    table = tmp_path / "table.csv"
    table.write_text("\n".join(["cpts;population;signe_le", "CPTS bonne (fictive);90000;2025-03-01", *rows]), encoding="utf-8")
    result = CliRunner().invoke(financement, ["national", str(table), "--json"])
    assert result.exit_code == 0, result.exc_info
    told = json.loads(result.stdout)
    assert "CPTS bonne (fictive)" in [row["cpts"] for row in told["cpts"]]
    assert len(told["rejets"]) >= 20
