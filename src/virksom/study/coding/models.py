"""Codebooks, who codes which case, and the codings themselves: interpretations with the passage they rest on.

Nothing is overwritten: a correction is a new row with the next version, and the row it replaces says when.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from virksom.study.harvest.models import Document, Study, StudyCase


class Phase(models.TextChoices):
    """The three groups of data of a case, in the order they are coded."""

    INTAKE = "intake", _("Indskrivningsdata")
    INTERVENTION = "intervention", _("Indsatsdata")
    DISCHARGE = "discharge", _("Udskrivningsdata")


class Level(models.TextChoices):
    """Measurement level: decides how values are compared."""

    NOMINAL = "nominal", _("Kategorier uden rækkefølge")
    ORDINAL = "ordinal", _("Trin i rækkefølge")
    INTERVAL = "interval", _("Tal med lige store skridt")
    RATIO = "ratio", _("Tal med nulpunkt")
    TEXT = "text", _("Fri tekst")


class Codebook(models.Model):
    """One version of a study's codebook; it is frozen when the next version takes over."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="codebooks")
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(_("titel"), max_length=200)
    introduction = models.TextField(_("indledning"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True, blank=True, help_text="frozen since then")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["study", "version"], name="a_codebook_version_is_made_once"),
            models.UniqueConstraint(
                fields=["study"], condition=Q(superseded_at__isnull=True), name="one_codebook_is_in_use"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="codebook_versions_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class Variable(models.Model):
    """What is coded for each case: a question with rules for answering it."""

    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="variables")
    key = models.SlugField(max_length=60)
    phase = models.CharField(max_length=12, choices=Phase)
    level = models.CharField(max_length=8, choices=Level)
    order = models.PositiveSmallIntegerField()
    label_da = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    question = models.CharField(max_length=300, help_text="what the coder asks the material")
    definition = models.TextField()
    inclusion = models.TextField(help_text="what counts")
    exclusion = models.TextField(help_text="what does not count")
    examples = models.JSONField(default=list, help_text="short examples, each a text")
    unit = models.CharField(max_length=30, blank=True, help_text="of a number: year, month …, in Danish")
    minimum = models.FloatField(null=True, blank=True)
    maximum = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "key"], name="a_variable_is_in_a_codebook_once"),
            models.UniqueConstraint(fields=["codebook", "order"], name="variables_have_one_order"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="variable_phase_is_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="variable_level_is_known"),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(maximum__gte=F("minimum")),
                name="variable_range_is_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.label_da

    @property
    def label(self) -> str:
        """The label in the language on screen."""
        return self.label_en if get_language() == "en" else self.label_da

    @property
    def is_number(self) -> bool:
        """Answer whether the value is written as a number instead of chosen."""
        return self.level in {Level.RATIO, Level.INTERVAL}

    @property
    def is_outcome_group(self) -> bool:
        """Answer whether the variable is hidden until intake and intervention are finished."""
        return self.phase == Phase.DISCHARGE


class VariableValue(models.Model):
    """One value that a variable can take, with its own definition."""

    variable = models.ForeignKey(Variable, models.CASCADE, related_name="values")
    code = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField()
    label_da = models.CharField(max_length=160)
    label_en = models.CharField(max_length=160)
    definition = models.TextField()
    inclusion = models.TextField(blank=True)
    exclusion = models.TextField(blank=True)
    example = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["variable", "code"], name="a_code_is_in_a_variable_once"),
            models.UniqueConstraint(fields=["variable", "order"], name="values_have_one_order"),
        ]

    def __str__(self) -> str:
        return self.label_da

    @property
    def label(self) -> str:
        """The label in the language on screen."""
        return self.label_en if get_language() == "en" else self.label_da


class Place(models.TextChoices):
    """Whose coding of the case it is."""

    FIRST = "first", _("Første koder")
    SECOND = "second", _("Anden koder")


class AssignmentState(models.TextChoices):
    """How far a coder is with a case."""

    NOT_BEGUN = "not_begun", _("Ikke begyndt")
    IN_PROGRESS = "in_progress", _("I gang")
    DONE = "done", _("Færdig")


class Assignment(models.Model):
    """A case that one person is to code: the only door a coder has to it."""

    case = models.ForeignKey(StudyCase, models.CASCADE, related_name="assignments")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="coding_assignments")
    place = models.CharField(max_length=6, choices=Place)
    state = models.CharField(max_length=12, choices=AssignmentState, default=AssignmentState.NOT_BEGUN)
    blind = models.BooleanField(default=True, help_text="does not see the other coder's values until both are done")
    created_at = models.DateTimeField(auto_now_add=True)
    outcome_opened_at = models.DateTimeField(
        null=True, blank=True, help_text="intake and intervention were finished then; from then on the outcome is known"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case__pseudonym", "place"]
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="a_case_has_one_coder_in_each_place"),
            models.UniqueConstraint(fields=["case", "coder"], name="nobody_codes_a_case_twice"),
            models.CheckConstraint(condition=Q(place__in=Place.values), name="assignment_place_is_known"),
            models.CheckConstraint(condition=Q(place=Place.FIRST) | Q(blind=True), name="the_second_coder_is_blind"),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.DONE, done_at__isnull=False, outcome_opened_at__isnull=False)
                | Q(state__in=[AssignmentState.NOT_BEGUN, AssignmentState.IN_PROGRESS], done_at__isnull=True),
                name="a_coded_case_says_when",
            ),
        ]
        indexes = [models.Index(fields=["coder", "state"], name="assignment_by_coder")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.place} {self.state}"

    @property
    def outcome_is_open(self) -> bool:
        """Answer whether the coder has seen how the case ended."""
        return self.outcome_opened_at is not None


class Missing(models.TextChoices):
    """Why the material does not give a value: an answer of its own, never a blank."""

    NOT_MENTIONED = "not_mentioned", _("Materialet nævner det ikke")
    CONTRADICTORY = "contradictory", _("Materialet siger det ene sted ét, det andet sted noget andet")
    NO_DOCUMENT = "no_document", _("Dokumentet, der skulle sige det, mangler")


class Origin(models.TextChoices):
    """Where a coding comes from."""

    PERSON = "person", _("Kodet af en person")
    PREFILLED = "prefilled", _("Fra systemet, bekræftet af koderen")
    IMPORTED = "imported", _("Indlæst fra organisationens egne kodninger")


class Coding(models.Model):
    """One coder's answer for one variable of one case, in one version."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="codings")
    variable = models.ForeignKey(
        Variable, models.RESTRICT, related_name="codings", help_text="tells the codebook version"
    )
    key = models.SlugField(max_length=60, help_text="the variable's key, the same through all codebook versions")
    version = models.PositiveIntegerField(default=1)
    value = models.CharField(max_length=300, blank=True)
    missing = models.CharField(max_length=20, choices=Missing, blank=True)
    comment = models.TextField(blank=True)
    certainty = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 in doubt, 2 fairly sure, 3 sure")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="codings")
    start = models.PositiveIntegerField(null=True, blank=True, help_text="code points into the document's text")
    end = models.PositiveIntegerField(null=True, blank=True, help_text="exclusive")
    quote = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PERSON)
    after_outcome = models.BooleanField(
        default=False, help_text="intake or intervention changed when the outcome was known"
    )
    change_reason = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True, help_text="the only field that ever changes")

    class Meta:
        ordering = ["assignment", "variable", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "key", "version"], name="a_coding_version_is_made_once"),
            models.UniqueConstraint(
                fields=["assignment", "key"], condition=Q(superseded_at__isnull=True), name="one_coding_stands"
            ),
            models.CheckConstraint(
                condition=(Q(missing="") & ~Q(value="")) | (Q(value="") & ~Q(missing="")),
                name="a_coding_is_a_value_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(certainty__range=(1, 3)) | Q(certainty__isnull=True, origin=Origin.IMPORTED),
                name="a_coding_says_how_sure",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True, document__isnull=True, quote="")
                | (Q(start__isnull=False, end__gt=F("start")) & ~Q(quote="")),
                name="a_passage_is_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(after_outcome=False) | ~Q(change_reason=""), name="a_change_after_the_outcome_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="coding_versions_start_at_one"),
        ]
        indexes = [
            models.Index(
                fields=["key", "assignment"], condition=Q(superseded_at__isnull=True), name="coding_standing_by_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}={self.value or self.missing} v{self.version}"


class Draft(models.Model):
    """What a coder has begun to answer: kept on the server until it is an answer, and then gone. No analysis reads it."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="drafts")
    key = models.SlugField(max_length=60)
    given = models.JSONField(default=dict, help_text="the form's fields as they stood")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "key"], name="one_draft_of_a_coding")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.key}"


class Settlement(models.Model):
    """What the two coders' difference was settled as, and why; both codings stay as they were."""

    case = models.ForeignKey(StudyCase, models.CASCADE, related_name="settlements")
    variable = models.ForeignKey(Variable, models.RESTRICT, related_name="settlements")
    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    value = models.CharField(max_length=300, blank=True)
    missing = models.CharField(max_length=20, choices=Missing, blank=True)
    reason = models.TextField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="settlements")
    settled_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case", "variable", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key", "version"], name="a_settlement_version_is_made_once"),
            models.UniqueConstraint(
                fields=["case", "key"], condition=Q(superseded_at__isnull=True), name="one_settlement_stands"
            ),
            models.CheckConstraint(
                condition=(Q(missing="") & ~Q(value="")) | (Q(value="") & ~Q(missing="")),
                name="a_settlement_is_a_value_or_says_why_not",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_settlement_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}={self.value or self.missing}"
