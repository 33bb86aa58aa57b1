"""The study and what it holds: pseudonymised cases, their documents and known values, and a ledger of the harvest.

Nothing here names a person: no field holds a name, a CPR number, an address or a file name as it was in the source.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StepState(models.TextChoices):
    """How far a step of the method is."""

    NOT_BEGUN = "not_begun", _("Ikke begyndt")
    IN_PROGRESS = "in_progress", _("I gang")
    DONE = "done", _("Færdigt")


class Study(models.Model):
    """One journal-based effect analysis: a question, a team, and a snapshot of closed cases."""

    slug = models.SlugField(_("kort navn"), max_length=60, unique=True)
    title = models.CharField(_("titel"), max_length=200)
    purpose = models.TextField(_("formål"), blank=True)
    period_start = models.DateField(_("sager afsluttet fra"), null=True, blank=True)
    period_end = models.DateField(_("sager afsluttet til"), null=True, blank=True)
    synthetic = models.BooleanField(default=False, help_text="made of invented data, and says so on every page")
    created_at = models.DateTimeField(auto_now_add=True)
    locked_at = models.DateTimeField(null=True, blank=True, help_text="the key was destroyed then; no way back")

    class Meta:
        ordering = ["-created_at", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__isnull=True)
                | models.Q(period_start__isnull=True)
                | models.Q(period_end__gte=models.F("period_start")),
                name="study_period_is_forward",
            )
        ]

    def __str__(self) -> str:
        return self.title


class StudyMember(models.Model):
    """A place on the study team: without one, a role opens nothing of the study."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="study_places")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "user"], name="one_place_on_a_study_team")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.study_id}"


class StudyStep(models.Model):
    """What the team says of one of the six steps: how far it is, and a note."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=StepState, default=StepState.NOT_BEGUN)
    note = models.TextField(_("note"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="a_step_is_told_once"),
            models.CheckConstraint(condition=models.Q(number__range=(1, 6)), name="there_are_six_steps"),
        ]

    def __str__(self) -> str:
        return f"{self.study_id}: {self.number} {self.state}"


class StudyCase(models.Model):
    """One closed course of help, under a pseudonym."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="cases")
    pseudonym = models.CharField(max_length=20)
    professional = models.CharField(max_length=20, blank=True, help_text="pseudonym of the responsible professional")
    unit = models.CharField(max_length=20, blank=True, help_text="pseudonym of the unit")
    unit_kind = models.CharField(max_length=40, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    tags = models.JSONField(
        default=dict, help_text="keyed digests of persons → tag, so that later material gets the same tags"
    )
    content_hash = models.CharField(
        max_length=64, blank=True, help_text="of all that stands in the case; equal means nothing new"
    )
    seen = models.JSONField(
        default=dict, help_text="system → keyed digest of what it last gave; equal means nothing to do"
    )

    class Meta:
        ordering = ["pseudonym"]
        constraints = [
            models.UniqueConstraint(fields=["study", "pseudonym"], name="a_pseudonym_is_one_case"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
                name="case_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class DocumentKind(models.TextChoices):
    """What a document is to the people who wrote it."""

    NOTE = "note", _("Dagbogsnotat")
    STATUS_REPORT = "status_report", _("Statusbeskrivelse")
    SUMMARY = "summary", _("Opsamling")
    PLAN = "plan", _("Handleplan")
    ORDER = "order", _("Bestilling")
    ASSESSMENT = "assessment", _("Udredning")
    GOAL = "goal", _("Mål")
    FOLLOW_UP = "follow_up", _("Opfølgning")
    DISCHARGE = "discharge", _("Afsluttende status")
    LETTER = "letter", _("Brev")
    MAIL = "mail", _("Mail")
    OTHER = "other", _("Andet")


class Document(models.Model):
    """One pseudonymised text of a case."""

    case = models.ForeignKey(StudyCase, models.CASCADE, related_name="documents")
    source = models.CharField(max_length=64, help_text="keyed digest of where it came from; same source, same document")
    system = models.CharField(max_length=20, help_text="which kind of system: sensum, diary, fhir, folder")
    kind = models.CharField(max_length=20, choices=DocumentKind, default=DocumentKind.OTHER)
    title = models.CharField(max_length=300, blank=True)
    written_on = models.DateField(null=True, blank=True)
    author = models.CharField(max_length=20, blank=True, help_text="pseudonym of the professional who wrote it")
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    masked = models.JSONField(default=dict, help_text="how many identifiers of each kind were replaced")

    class Meta:
        ordering = ["written_on", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "source"], name="a_source_is_one_document")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.written_on}"


class CaseValue(models.Model):
    """A value of a case that its own system knew (age, dates, end reason, target group …); coding starts from it."""

    case = models.ForeignKey(StudyCase, models.CASCADE, related_name="values")
    variable = models.SlugField(max_length=60)
    value = models.CharField(max_length=300)
    label = models.CharField(max_length=300, blank=True, help_text="the value in Danish, where it is a code")
    system = models.CharField(max_length=20)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="values")

    class Meta:
        ordering = ["variable"]
        constraints = [
            models.UniqueConstraint(fields=["case", "variable", "system", "value"], name="a_system_says_a_value_once")
        ]

    def __str__(self) -> str:
        return f"{self.variable}={self.value}"


class RunState(models.TextChoices):
    """Where a harvest is."""

    WAITING = "waiting", _("Venter")
    RUNNING = "running", _("Kører")
    DONE = "done", _("Færdig")
    CANCELLED = "cancelled", _("Afbrudt")
    FAILED = "failed", _("Fejlet")


class HarvestRun(models.Model):
    """One harvest: how far it is, and what it counted."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="runs")
    reader = models.CharField(max_length=20, default="auto")
    state = models.CharField(max_length=12, choices=RunState, default=RunState.WAITING)
    cancel_asked = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True, help_text="last sign of life; an old one means it was killed")
    worker = models.CharField(max_length=120, blank=True, help_text="machine and process that carries it out")
    cases_total = models.PositiveIntegerField(default=0)
    cases_done = models.PositiveIntegerField(default=0)
    rows_in = models.PositiveIntegerField(default=0)
    rows_stored = models.PositiveIntegerField(default=0)
    rows_quarantined = models.PositiveIntegerField(default=0)
    documents = models.PositiveIntegerField(default=0)
    documents_new = models.PositiveIntegerField(default=0)
    documents_changed = models.PositiveIntegerField(default=0)
    # Where a waiting run finds its source: encrypted with the organisation's keys, because folders are named after
    # people, and erased when the run ends. It never goes into the arguments of a task.
    source = models.BinaryField(default=b"", blank=True)
    summary = models.JSONField(default=dict, help_text="counts per file kind and reason; no names")
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.study_id} {self.state} {self.cases_done}/{self.cases_total}"


class QuarantineItem(models.Model):
    """One row, element or file that could not be stored: where, what was found wrong, what was expected."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="quarantine")
    source = models.CharField(max_length=64, help_text="keyed digest of the place; same place, same item")
    system = models.CharField(max_length=20)
    file = models.CharField(max_length=300, help_text="the file's name with identifiers masked")
    place = models.CharField(max_length=200, blank=True, help_text="row and column, or element")
    reason = models.CharField(max_length=60)
    message = models.TextField(help_text="in Danish: what was wrong, what was expected, what to do")
    rows = models.PositiveIntegerField(default=1)
    first_seen = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["file", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "source"], name="a_place_is_quarantined_once"),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(settled_by="")),
                name="settled_by_and_at_go_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.place}: {self.reason}"


class Code(models.Model):
    """A code of an official code list with its Danish name, loaded by the organisation (`virksom codes import`)."""

    system = models.CharField(max_length=200)
    code = models.CharField(max_length=100)
    display = models.CharField(max_length=300)
    definition = models.TextField(blank=True)
    parent = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "code"], name="a_code_is_named_once")]
        indexes = [models.Index(fields=["code"], name="code_by_code")]

    def __str__(self) -> str:
        return self.display


class StudyKey(models.Model):
    """The secret that turns a case number into a pseudonym; in the key store, encrypted, destroyed when the study is locked."""

    study = models.PositiveBigIntegerField(unique=True, help_text="the study's number; no foreign key across databases")
    secret = models.BinaryField(help_text="encrypted with the organisation's keys")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"key of study {self.study}"


class CaseKey(models.Model):
    """Keyed digests of a case's numbers → its pseudonym; in the key store; no number can be read back out of it."""

    study = models.PositiveBigIntegerField()
    digest = models.CharField(
        max_length=64, help_text="HMAC of one of the case's identities (CPR and course, case number)"
    )
    pseudonym = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "digest"], name="an_identity_is_one_case")]

    def __str__(self) -> str:
        return self.pseudonym
