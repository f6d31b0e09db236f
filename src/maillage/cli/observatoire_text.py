"""The text that `maillage observatoire` prints."""

import shlex
from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from maillage.facts.words import count, day
from maillage.kernel.french import plural

if TYPE_CHECKING:
    from maillage.results.couverture import Coverage
    from maillage.results.couverture.fragile import Fragility
    from maillage.results.couverture.issues import Issue
    from maillage.results.couverture.levels import LevelRow
    from maillage.results.couverture.plan import Plan
    from maillage.results.couverture.plan100 import PlanView
    from maillage.results.couverture.quality import QualityReport
    from maillage.results.couverture.zones import WhiteZone

_WIDTH = 118
_ZONES = 25
_SHORT = {"stade_inconnu": "stade non dit", "lettre_intention": "lettre", "projet_valide": "projet", "aci_signe": "ACI signé"}


def percent(share: float) -> str:
    return f"{share:.1%}".replace(".", ",").replace("%", "\N{NO-BREAK SPACE}%")


def decimal(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


def coverage_lines(coverage: "Coverage", france: "LevelRow", rows: "Sequence[LevelRow]") -> Iterator[str]:
    """The country in one sentence, then a table."""
    when = f"au {day(coverage.today)}"
    yield f"Couverture {when} · {coverage.source}"
    if coverage.is_national:
        yield f"France : {count(france.covered)} habitants sur {count(france.population)} dans {count(france.cpts)} CPTS"
    yield f"{len(coverage.packed.ids)} CPTS ; une commune réclamée par plusieurs compte une fois, au stade le plus avancé."
    yield ""
    yield (
        f"{'':<38}{'population':>12}{'couverte':>10}"
        + "".join(f"{_SHORT[name]:>15}" for name in france.by_stage)
        + f"{'aucune':>13}"
    )
    for row in rows:
        stages = "".join(f"{count(people):>15}" for people in row.by_stage.values())
        yield f"{row.code:<10}{row.name[:27]:<28}{count(row.population):>12}{percent(row.share):>10}{stages}{count(row.uncovered):>13}"


def defect_lines(issues: "Sequence[Issue]", file: str) -> Iterator[str]:
    """The communes that several CPTS claim, then one line that leads to the report; nothing when the list is clean."""
    disputed = {code for issue in issues if issue.kind == "commune_disputee" for code in issue.codes}
    if disputed:
        counted = "comptées" if len(disputed) > 1 else "comptée"
        yield f"\n{plural(len(disputed), 'commune')} dans plusieurs CPTS à la fois, {counted} une fois."
    if issues:
        yield f"\n{plural(len(issues), 'défaut')} : maillage observatoire qualite {shlex.quote(file) if file else ''}".rstrip()


def zone_lines(row: "LevelRow", communes: "Sequence[tuple[str, str, int]]", zones: "Sequence[WhiteZone]") -> Iterator[str]:
    """How many and how peopled, which communes, then each zone with who may take it."""
    from maillage.results.couverture.amounts import HYPOTHESIS

    some = f"{count(row.uncovered_communes)} communes sur {count(row.communes)} ne sont dans aucune CPTS"
    yield f"{row.name} : {some}, {count(row.uncovered)} habitants ({percent(1 - row.share)})."
    if not communes:
        return
    yield ""
    names = ", ".join(f"{name} ({code}, {count(people)})" for code, name, people in communes)
    yield fill(names, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    for zone in zones[:_ZONES]:
        yield from _zone(zone)
    if len(zones) > _ZONES:
        yield f"\n… et {len(zones) - _ZONES} autres zones, moins peuplées (toutes avec --json)."
    yield ""
    yield fill(HYPOTHESIS, _WIDTH)


def _zone(zone: "WhiteZone") -> Iterator[str]:
    yield ""
    yield f"■ {zone.name} ({zone.id})"
    yield fill(zone.sentence, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    supply = zone.supply
    if supply.professionals.value is not None:
        counted = supply.professionals.value["medecin_generaliste"]
        doctors = "médecin généraliste" if counted < 2 else "médecins généralistes"
        reach = (
            f"{decimal(supply.accessibility.get())} accessibles pour 10 000 habitants (France {decimal(supply.france.get())})"
        )
        yield f"  Offre : {count(round(counted))} {doctors} ; {reach}"
    for solution in zone.solutions:
        if solution.kind == "extension_temporaire":
            continue
        mark, where = "+", ""
        if solution.kind == "extension":
            mark = "→"
            where = f" À {solution.km:.0f} km en moyenne, compacité {decimal(solution.compactness)}."
        yield fill(f"{mark} {solution.sentence}{where}", _WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield from _temporary(zone)


def _temporary(zone: "WhiteZone") -> Iterator[str]:
    later = next((solution.later for solution in zone.solutions if solution.later), None)
    if later is None:
        return
    sentence = (
        "⇢ À titre temporaire, avec mentorat : les mêmes effets le temps de l'extension, puis chacune revient à sa taille et la "
        f"zone devient une CPTS de {count(later.population)} habitants (détail de chacune avec --json)."
    )
    yield fill(sentence, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def quality_lines(report: "QualityReport") -> Iterator[str]:
    """Counts by kind, then each finding with its remedy."""
    from maillage.results.couverture.issues import KINDS

    yield f"{report.source} : {count(report.rows)} lignes, {count(report.cpts)} CPTS, {count(report.communes)} communes reconnues"
    if not report.issues:
        yield "Aucun défaut trouvé."
    for kind, number in report.by_kind.items():
        yield f"  {KINDS[kind]} : {count(number)}"
    for issue in report.issues:
        mark = {"erreur": "✗", "attention": "⚠", "info": "·"}[issue.level]
        yield fill(f"{mark} {issue.sentence} {issue.remedy}", _WIDTH, subsequent_indent="  ")


def plan_lines(plan: "Plan") -> Iterator[str]:
    """The plan in one sentence, each move, then the choices it followed."""
    from maillage.results.couverture.amounts import HYPOTHESIS

    yield fill(plan.sentence, _WIDTH)
    if not plan.by_hand:
        yield (
            "Optimum prouvé."
            if plan.proven
            else f"Meilleur plan trouvé dans le temps donné (écart au plus {percent(plan.gap)})."
        )
    yield ""
    for move in plan.moves:
        mark = "+" if move.kind == "creation" else "→"
        shape = f"À {move.km:.0f} km en moyenne, compacité {decimal(move.compactness)}."
        pieces = "" if move.pieces == 1 else f" {count(move.pieces)} morceaux."
        doubts = "".join(f" ⚠ {sentence}" for sentence in move.exceptions)
        yield fill(f"{mark} {move.sentence} {shape}{pieces}{doubts}", _WIDTH, subsequent_indent="  ")
    yield ""
    for sentence in (*plan.rules.sentences, HYPOTHESIS):
        yield fill(f"· {sentence}", _WIDTH, subsequent_indent="  ")


def fragile_lines(found: "Sequence[Fragility]") -> Iterator[str]:
    """Each CPTS that raises a signal, then what no open source tells."""
    raised = [each for each in found if each.raised]
    yield f"{count(len(raised))} CPTS sur {count(len(found))} montrent au moins un signal. Aucun n'est un jugement : chacun se vérifie."
    for each in raised:
        yield f"\n■ {each.cpts.name} ({count(each.cpts.population)} habitants)"
        for signal in each.raised:
            yield fill(f"⚠ {signal.kind.title} : {signal.sentence}", _WIDTH, initial_indent="  ", subsequent_indent="    ")
    columns = zip(*(each.signals for each in found), strict=True)
    silent = [column[0].kind.title for column in columns if all(signal.state == "inconnu" for signal in column)]
    if silent:
        yield ""
        yield fill(f"Sans donnée ici : {', '.join(silent)}.", _WIDTH)


def plan_100_lines(view: "PlanView") -> Iterator[str]:
    """The two indicators, then the actions by axis."""
    covered = view.covered
    yield f"Population couverte : {covered.reason if covered.value is None else percent(covered.value)}"
    for name, share in view.by_stage.items():
        yield f"  {_SHORT[name]} : {percent(share)}"
    told = view.membership
    if told.value is None:
        yield fill(f"Adhésion : {told.reason}", _WIDTH)
    else:
        members, active = percent(told.value.members_share), percent(told.value.active_share)
        yield f"Adhésion : {members} des professionnels, dont {active} actifs ({count(told.value.cpts)} CPTS)"
    axis = ""
    for followed in view.actions:
        if followed.axis != axis:
            axis = followed.axis
            yield f"\n{followed.action.axis}. {axis}"
        action = followed.action
        progress = "" if followed.progress is None else f", {percent(float(followed.progress))}"
        state = f" [{followed.state.replace('_', ' ')}{progress}]" if followed.state else ""
        yield fill(
            f"{action.number} {action.title} ({action.lead} ; {action.due}){state}",
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="      ",
        )
        if followed.comment:
            yield fill(followed.comment, _WIDTH, initial_indent="      ", subsequent_indent="      ")
