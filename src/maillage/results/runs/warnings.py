"""What a reader of a run must be told: deduced amounts, bounds, early starts, indicators beyond the envelope."""

from collections.abc import Iterator
from datetime import date

from maillage.facts import words
from maillage.facts.dossier import FONCTIONNEMENT
from maillage.facts.funding import FundingFacts
from maillage.facts.territory import Remark
from maillage.facts.unused import closed
from maillage.kernel.french import join
from maillage.kernel.money import format_euros, share_of
from maillage.kernel.proof import Proof
from maillage.law.corpus import Law
from maillage.law.wording import case_words
from maillage.results.gather.funding import MISSIONS
from maillage.results.runs.model import ContractYear, Convention, SizeChange
from maillage.rules.engine.helpers import first_known
from maillage.rules.engine.trace import Trace

BOUNDS = "aci/taille/bornes"
WHOLE_VARIABLE = "aci/paiement/prorata_volet_variable"
VAST = 600_000
"""Inhabitants beyond which a perimeter is hardly one CPTS: several times the largest class."""


def warnings(
    facts: FundingFacts, years: tuple[ContractYear, ...], changes: tuple[SizeChange, ...], law: Law
) -> tuple[Remark, ...]:
    """In the order of reading: what is missing, what is deduced, what the texts leave open."""
    found = [
        *facts.remarks,
        *_not_established(years),
        *_deduced(years),
        *_contract_amounts(facts, changes),
        *(
            Remark("changement_de_taille", f"{change.sentence} {_cost(change)}", f"annee-{change.year}", "attention")
            for change in changes
        ),
        *_bounds(years, law),
        *_early(facts, years, law),
        *_beyond_envelope(years, facts),
        *_whole_variable(years, law),
        *_version_change(years, law),
        *_vast(facts),
    ]
    return tuple(dict.fromkeys(found))


def _cost(change: SizeChange) -> str:
    if change.cost.cents is None:
        return f"Effet sur l'année {change.year} : non établi. {change.cost.refusal}"
    proof = "" if change.cost.proof.is_established else f" (montant {change.cost.proof.label})"
    sign = "+" if change.cost.cents > 0 else ""
    return f"Effet sur l'année {change.year} : {sign}{format_euros(change.cost.cents)}{proof}."


def _not_established(years: tuple[ContractYear, ...]) -> Iterator[Remark]:
    for year in years:
        for figure in [
            year.fonctionnement,
            *(m.volet_fixe for m in year.missions),
            *(m.enveloppe_variable for m in year.missions),
        ]:
            if figure.cents is None:
                yield Remark("non_etabli", f"{figure.label} : {figure.refusal}", figure.key, "attention")


def _deduced(years: tuple[ContractYear, ...]) -> Iterator[Remark]:
    """One sentence a taille, that names the missions whose amounts no text was read for."""
    found: dict[int, dict[str, None]] = {}
    for year in years:
        for mission in year.missions:
            amounts = (mission.volet_fixe, mission.enveloppe_variable)
            if year.taille and any(figure.cents and figure.proof == Proof.DEDUIT for figure in amounts):
                found.setdefault(year.taille, {})[mission.label] = None
    for taille, missions in sorted(found.items()):
        yield Remark(
            "montants_deduits",
            f"Taille {taille} : montants déduits, non lus dans un texte ({', '.join(missions)}). Vérifiez l'article 5 de votre contrat "
            "et saisissez ses montants ; ils l'emportent sur le tableau national.",
            f"taille-{taille}",
            "attention",
        )


def _contract_amounts(facts: FundingFacts, changes: tuple[SizeChange, ...]) -> Iterator[Remark]:
    used = [name for name in sorted(facts.montants) if name == FONCTIONNEMENT or name in facts.demarrages]
    if not used:
        return
    names = ", ".join(FONCTIONNEMENT if name == FONCTIONNEMENT else words.mission(name) for name in used)
    yield Remark("montants_du_contrat", f"Montants du contrat signé employés à la place du tableau national : {names}.")
    if changes:
        yield Remark(
            "contrat_autre_taille",
            "Les montants du contrat valent pour la taille de sa signature : les années d'une autre taille suivent le tableau national.",
            level="attention",
        )


def _bounds(years: tuple[ContractYear, ...], law: Law) -> Iterator[Remark]:
    """Once a bound, however many years stand at it."""
    version = law.parameters[BOUNDS].versions[-1]
    for bound in (int(value.value) for value in version.values.values() if isinstance(value.value, int)):
        told = dict.fromkeys(
            (year.population.value, year.taille)
            for year in years
            if year.population.value is not None and abs(year.population.value - bound) <= 1
        )
        if told:
            people = ", ".join(words.count(population) for population in dict.fromkeys(one for one, _ in told) if population)
            kept = " ou ".join(dict.fromkeys(f"taille {taille}" for _, taille in told))
            yield Remark(
                "population_a_la_borne",
                f"{people} habitants : la population est à la borne de {words.count(bound)}. Les textes ne "
                f"disent pas quelle taille vaut à égalité ; {kept} retenue. Demandez confirmation à la CPAM.",
                str(bound),
                "attention",
            )


def _early(facts: FundingFacts, years: tuple[ContractYear, ...], law: Law) -> Iterator[Remark]:
    for mission in years[0].missions:
        start, known = mission.starts_on, first_known(law, MISSIONS, mission.mission)
        if start is not None and start.toordinal() < known > facts.signe_le.toordinal():
            yield Remark(
                "mission_pas_encore_connue",
                f"{mission.label} : vous notez un démarrage le {words.day(start)}, mais l'accord ne connaît cette mission que depuis le "
                f"{words.day(date.fromordinal(known))}. Le calcul la finance à partir de ce jour.",
                mission.mission,
                "attention",
            )
        elif start is not None and start < facts.signe_le:
            yield Remark(
                "demarrage_anticipe",
                f"{mission.label} a démarré le {words.day(start)}, avant la signature : une mission socle déjà en œuvre peut "
                "être financée. La date de départ n'est pas établie ; le calcul compte à partir de la signature. Faites-la "
                "préciser dans le contrat.",
                mission.mission,
                "attention",
            )


def _beyond_envelope(years: tuple[ContractYear, ...], facts: FundingFacts) -> Iterator[Remark]:
    for year in years:
        for mission in year.missions:
            indicators = [i for i in facts.year(year.number).indicateurs if i.mission == mission.mission]
            maximum, envelope = sum(i.amount for i in indicators), mission.enveloppe_variable.cents
            start = facts.demarrages[mission.mission]
            if closed(year.number, mission.mission, facts.signe_le, start, facts.year(year.number)):
                continue
            if envelope is not None and maximum > envelope:
                yield Remark(
                    "indicateurs_au_dela",
                    f"{mission.label}, année {year.number} : les indicateurs promettent {format_euros(maximum)}, plus que l'enveloppe "
                    f"de {format_euros(envelope)} ; le calcul s'arrête à l'enveloppe. Vérifiez l'annexe du contrat.",
                    mission.enveloppe_variable.key,
                    "attention",
                )


def _whole_variable(years: tuple[ContractYear, ...], law: Law) -> Iterator[Remark]:
    """A year begun late whose variable part is counted whole, which is not prudent: the sum and what a prorata would leave."""
    for year in years:
        for mission in year.missions:
            envelope = mission.enveloppe_variable.cents
            begun = 0 < mission.days < mission.days_of_year
            if begun and envelope and law.at(WHOLE_VARIABLE, year.period.start).value().chosen == "non":
                prorated = share_of(envelope, mission.days, mission.days_of_year)
                days = f"{mission.days} jour{'s' if mission.days > 1 else ''} sur {mission.days_of_year}"
                yield Remark(
                    "variable_entiere",
                    f"{mission.label}, année {year.number} : {days}, et une part variable comptée entière, {_short(envelope)} au plus, "
                    f"faute de texte. Au prorata, ce serait {_short(prorated)}. Par prudence, ne comptez pas davantage avant d'avoir lu "
                    "l'annexe de votre contrat.",
                    mission.enveloppe_variable.key,
                    "attention",
                )


def _short(amount: int) -> str:
    return format_euros(amount, decimals=amount % 100 != 0)


def _version_change(years: tuple[ContractYear, ...], law: Law) -> Iterator[Remark]:
    for version in law.parameters["aci/version"].versions[1:]:
        for year in years:
            if year.period.start < version.since < year.period.end:
                yield Remark(
                    "changement_de_version",
                    f"L'année {year.number} est à cheval sur deux versions de l'accord ({version.since:%d/%m/%Y}). Les textes lus ne "
                    "règlent pas ce passage : le calcul garde toute l'année le barème de son premier jour.",
                    f"annee-{year.number}",
                    "attention",
                )


def _vast(facts: FundingFacts) -> Iterator[Remark]:
    if (facts.population.value or 0) > VAST:
        yield Remark(
            "territoire_tres_vaste",
            f"{words.count(facts.population.get())} habitants : c'est bien plus qu'une CPTS. Le barème de taille 4 est appliqué tel quel.",
            level="attention",
        )


def conventions(trace: Trace) -> tuple[Convention, ...]:
    """The choices made where the texts are silent, each once, with the cases it was made for where the choices differ."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for (path, *case), value in trace.conventions_used.items():
        parameter = trace.law.parameters[path]
        key = (path, parameter.choice(value.default), value.why)
        named = zip(parameter.dimensions, case, strict=True)
        found.setdefault(key, []).extend(case_words(trace.law, name, one) for name, one in named)
    paths = [path for path, _, _ in found]
    told = []
    for (path, chosen, why), cases in found.items():
        parameter = trace.law.parameters[path]
        which = f" ({join(cases)})" if paths.count(path) > 1 and cases else ""
        told.append(Convention(path, f"{parameter.label or parameter.description}{which}", chosen, why))
    return tuple(told)
