"""The six steps of the method: what each is, what the study itself shows of it, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from virksom.people import permissions
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.harvest.models import StepState, Study, StudyCase, StudyStep
from virksom.study.harvest.page_queries import StudyFigures
from virksom.study.harvest.permissions import on_team


@dataclass(frozen=True)
class Link:
    """Somewhere to go."""

    text: str
    url: str


@dataclass(frozen=True)
class Step:
    """One step of the method, in the words of the field."""

    number: int
    name: Promise
    purpose: Promise


@dataclass
class StepOnPage:
    """A step as the overview shows it.

    Attributes:
        told: what the team says of it.
        shown: what the study itself shows, as short sentences.
        share: how much of it is done, 0 to 100, where that can be counted.
    """

    step: Step
    told: StudyStep | None
    shown: list[str] = field(default_factory=list)
    share: int | None = None
    links: list[Link] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What the team says; begun where it says nothing yet and the study shows that it is."""
        told = self.told.state if self.told else StepState.NOT_BEGUN.value
        if told == StepState.NOT_BEGUN and self.shown:
            return StepState.IN_PROGRESS.value
        return told

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(StepState(self.state).label)


@dataclass(frozen=True)
class NextAction:
    """The one thing that makes most sense for this person now."""

    title: str
    text: str
    link: Link | None = None


_t = gettext_lazy
STEPS = (
    Step(
        1, _t("Kortlægning"), _t("Hvem skriver hvad, for hvem og hvorfor? Tal med dem, der skriver, og dem, der læser.")
    ),
    Step(2, _t("Datahøst"), _t("Hent de afsluttede sager fra jeres egne systemer. Navne tages ud, før noget gemmes.")),
    Step(3, _t("Dokumentationsanalyse"), _t("Se, hvilket materiale hver sag har, og hvad man kan sige ud fra det.")),
    Step(4, _t("Tværgående indsatsanalyse"), _t("Kod sagerne, og find det, der kendetegner dem, som når deres mål.")),
    Step(5, _t("Spejling"), _t("Hold jeres fund op mod forskningen. Peger de samme vej?")),
    Step(6, _t("Implikationer"), _t("Beslut, hvad I vil gøre anderledes, og se senere, om det hjalp.")),
)


def step_by_number(number: int) -> Step | None:
    """Return a step, or None where there is none with that number."""
    return next((step for step in STEPS if step.number == number), None)


def room(name: str, study: Study) -> str:
    """Return the address of a room's page of this study; empty where that room is not built in."""
    try:
        return reverse(name, args=[study.slug])
    except NoReverseMatch:
        return ""


def room_of_case(name: str, case: StudyCase) -> str:
    """Return the address of a room's page of this case; empty where that room is not built in."""
    try:
        return reverse(name, args=[case.study.slug, case.pseudonym])
    except NoReverseMatch:
        return ""


def rooms_above(user: User, study: Study) -> list[Link]:
    """Return the rooms above this one that the person may enter."""
    links = []
    if permissions.may(user, Permission.CODE_CASES) or permissions.may(user, Permission.ASSIGN_CODING):
        links.append(Link(_("Kodning"), room("coding:index", study)))
    elif permissions.may(user, Permission.VIEW_AGREEMENT):
        links.append(Link(_("Overensstemmelse"), room("coding:agreement", study)))
    if permissions.may(user, Permission.VIEW_ANALYSIS):
        links.append(Link(_("Analyse"), room("crosscase:analysis", study)))
    return [link for link in links if link.url]


def steps_on_page(user: User, study: Study, figures: StudyFigures) -> list[StepOnPage]:
    """Return the six steps in order, with what the team says and what the study shows.

    The caller has seen that the study is open to the person; from there on their roles decide which links they get.
    """
    told = {step.number: step for step in study.steps.all()}
    steps = [StepOnPage(step, told.get(step.number)) for step in STEPS]
    _tell_harvest(steps[1], user, study, figures)
    _tell_documentation(steps[2], study, figures)
    _tell_analysis(steps[3], user, study, figures)
    return steps


def _count(number: int) -> str:
    return str(number_format(number, force_grouping=True))


def _tell_harvest(step: StepOnPage, user: User, study: Study, figures: StudyFigures) -> None:
    if figures.is_harvesting:
        step.shown.append(_("En høst er i gang."))
    if figures.cases:
        cases = ngettext("{} sag er høstet.", "{} sager er høstet.", figures.cases)
        step.shown.append(cases.format(_count(figures.cases)))
    if figures.quarantined:
        held = ngettext("{} sted venter i karantæne.", "{} steder venter i karantæne.", figures.quarantined)
        step.shown.append(held.format(_count(figures.quarantined)))
    if permissions.may(user, Permission.HARVEST):
        step.links.append(Link(_("Høst sager"), room("harvest:harvest", study)))
    if permissions.may(user, Permission.VIEW_QUARANTINE):
        step.links.append(Link(_("Karantæne"), room("harvest:quarantine", study)))


def _tell_documentation(step: StepOnPage, study: Study, figures: StudyFigures) -> None:
    if figures.documents:
        documents = ngettext("{} dokument kan læses.", "{} dokumenter kan læses.", figures.documents)
        step.shown.append(documents.format(_count(figures.documents)))
        step.links.append(Link(_("Se materialet"), room("harvest:documents", study)))


def _tell_analysis(step: StepOnPage, user: User, study: Study, figures: StudyFigures) -> None:
    coding = figures.coding
    if coding.begun and figures.cases:
        text = _("{done} af {total} sager er kodet.")
        step.shown.append(text.format(done=_count(coding.done), total=_count(figures.cases)))
        step.share = round(100 * coding.done / figures.cases)
    if figures.analyses:
        made = ngettext("{} analyse er lavet.", "{} analyser er lavet.", figures.analyses)
        step.shown.append(made.format(_count(figures.analyses)))
    if figures.cases:
        step.links += rooms_above(user, study)


def next_action(user: User, study: Study, figures: StudyFigures) -> NextAction:
    """Return the one thing that makes most sense for this person now, in the order a study is lived."""
    member = on_team(user, study)

    def may(permission: Permission) -> bool:
        return member and permissions.may(user, permission)

    found = None
    if may(Permission.HARVEST):
        found = _next_harvest(study, figures)
    if not found and may(Permission.CODE_CASES) and figures.coding.yours:
        found = _code(study, figures)
    if not found and may(Permission.MANAGE_STUDY_TEAM):
        found = _next_lead(study, figures)
    if not found and may(Permission.VIEW_ANALYSIS) and figures.analyses:
        found = NextAction(
            _("Læs analysen"),
            _("Den siger, hvad der kendetegner de sager, der nåede deres mål, og hvor sikkert det er."),
            Link(_("Læs analysen"), room("crosscase:analysis", study)),
        )
    if not found and permissions.may(user, Permission.LOCK_STUDY) and not study.locked_at and figures.cases:
        found = NextAction(
            _("Lås undersøgelsen, når den er færdig"),
            _("Så slettes nøglen mellem sagsnumre og pseudonymer for altid."),
            Link(_("Om at låse"), room("harvest:lock", study)),
        )
    return found or NextAction(_("Der er ikke noget, du skal gøre lige nu"), _("Følg med i de seks trin herunder."))


def _next_harvest(study: Study, figures: StudyFigures) -> NextAction | None:
    harvest = room("harvest:harvest", study)
    if figures.is_harvesting:
        return NextAction(
            _("En høst er i gang"), _("Du kan roligt lave noget andet imens."), Link(_("Følg høsten"), harvest)
        )
    if not figures.cases and not study.locked_at:
        text = _("Vælg en mappe med afsluttede sager. Du ser først, hvad der er i den; intet gemmes, før du siger til.")
        return NextAction(_("Høst de første sager"), text, Link(_("Gå til høst"), harvest))
    if figures.quarantined:
        text = ngettext(
            "{} sted kunne ikke læses. Se hvorfor, og ret det, eller skriv, at det er i orden.",
            "{} steder kunne ikke læses. Se hvorfor, og ret dem, eller skriv, at det er i orden.",
            figures.quarantined,
        )
        link = Link(_("Se karantænen"), room("harvest:quarantine", study))
        return NextAction(_("Se på det, der ikke kom med"), text.format(_count(figures.quarantined)), link)
    return None


def _code(study: Study, figures: StudyFigures) -> NextAction:
    text = ngettext(
        "{} sag venter på, at du læser og koder den.",
        "{} sager venter på, at du læser og koder dem.",
        figures.coding.yours,
    )
    link = Link(_("Kod videre"), room("coding:index", study))
    return NextAction(_("Kod dine sager"), text.format(_count(figures.coding.yours)), link)


def _next_lead(study: Study, figures: StudyFigures) -> NextAction | None:
    if figures.members < 2:
        text = _("Der skal være mindst to om at kode, så I kan se, om I forstår sagerne ens.")
        return NextAction(_("Sæt holdet"), text, Link(_("Vælg kolleger"), room("harvest:team", study)))
    if figures.cases and figures.coding.begun < figures.cases:
        text = _("{} sager har endnu ingen koder.").format(_count(figures.cases - figures.coding.begun))
        return NextAction(_("Fordel sagerne"), text, Link(_("Gå til kodning"), room("coding:index", study)))
    if figures.coding.done and not figures.analyses:
        text = _("{} sager er kodet. Se, hvad der kendetegner dem, der nåede deres mål.").format(
            _count(figures.coding.done)
        )
        return NextAction(_("Lav analysen"), text, Link(_("Gå til analysen"), room("crosscase:analysis", study)))
    return None
