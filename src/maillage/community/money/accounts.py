"""Headings of the provisional budget, from the chart of accounts of associations."""

from collections.abc import Mapping

RECEIPT, EXPENSE = "recette", "depense"
RECEIPTS: Mapping[str, str] = {
    "fir": "Fonds d'intervention régional (FIR)",
    "accelerateur": "Accélérateur",
    "cotisations": "Cotisations",
    "collectivites": "Collectivités",
    "prive": "Financements privés déclarés",
    "fonds_dedies": "Report et fonds dédiés",
    "autres_recettes": "Autres recettes",
}
EXPENSES: Mapping[str, str] = {
    "60": "60 Achats",
    "61": "61 Services extérieurs",
    "62": "62 Autres services extérieurs",
    "63": "63 Impôts et taxes",
    "64": "64 Charges de personnel",
    "65": "65 Indemnités et rémunérations des professionnels",
    "66": "66 Charges financières",
    "67": "67 Charges exceptionnelles",
    "68": "68 Amortissements et fonds dédiés",
}
ACCOUNTS: Mapping[str, Mapping[str, str]] = {RECEIPT: RECEIPTS, EXPENSE: EXPENSES}
"""Side -> heading -> its name. Receipts of the ACI are not here: they are computed."""


def label(side: str, account: str) -> str:
    return ACCOUNTS[side].get(account, account)
