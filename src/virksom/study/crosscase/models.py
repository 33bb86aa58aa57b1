"""An analysis of a study: the coded values as they were that day, what was asked of them, and what came out."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from virksom.study.crosscase.errors import AnalysisIsFixed
from virksom.study.harvest.models import Study

# What may still change when an analysis is finished: it can be published.
_OPEN = frozenset({"published_at", "published_by"})


class AnalysisState(models.TextChoices):
    """Where an analysis is."""

    RUNNING = "running", "I gang"
    DONE = "done", "Færdig"
    FAILED = "failed", "Fejlet"


class Analysis(models.Model):
    """One look at a study's coded cases: frozen data, frozen questions, frozen answers.

    The data hold pseudonyms and codes, never a name. They stay with the analysis, so that it can be repeated to the
    last decimal whatever happens to the codings afterwards.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="analyses")
    number = models.PositiveIntegerField(help_text="counted within the study")
    state = models.CharField(max_length=8, choices=AnalysisState, default=AnalysisState.RUNNING)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(default=timezone.now, help_text="last sign of life; an old one means it was killed")
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent")
    codebook_version = models.PositiveIntegerField(default=0)
    parameters = models.JSONField(
        default=dict, help_text="what was asked: outcome, conditions, seeds, the words of the codebook"
    )
    results = models.JSONField(default=dict, help_text="`full` for the study team, `safe` for everybody else")
    dataset = models.BinaryField(default=b"", help_text="the coded values, Parquet")
    dataset_hash = models.CharField(max_length=64, blank=True)
    software_version = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="analyses_are_numbered_within_a_study"),
            models.UniqueConstraint(fields=["study"], condition=Q(state="running"), name="one_analysis_runs_at_a_time"),
            models.CheckConstraint(condition=Q(state__in=AnalysisState.values), name="analysis_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(finished_at__isnull=False) & ~Q(dataset_hash="")),
                name="a_finished_analysis_keeps_its_data",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by="")
                | (Q(published_at__isnull=False, state="done") & ~Q(published_by="")),
                name="analysis_published_by_and_at_go_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study_id} #{self.number} {self.state}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a finished analysis takes nothing but its publication.

        Raises:
            AnalysisIsFixed: something else of a finished analysis was to be changed.
        """
        finished = getattr(self, "_read_state", "") == AnalysisState.DONE
        if finished and not set(kwargs.get("update_fields") or ["everything"]) <= _OPEN:
            raise AnalysisIsFixed(_("En færdig analyse bliver ikke ændret. Lav en ny."))
        super().save(*args, **kwargs)
        self._read_state = self.state

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Analysis:
        """Remember the state that was read."""
        analysis = super().from_db(*args, **kwargs)
        analysis._read_state = analysis.__dict__.get("state", "")
        return analysis

    @property
    def is_done(self) -> bool:
        """Answer whether there is something to read."""
        return self.state == AnalysisState.DONE

    @property
    def is_running(self) -> bool:
        """Answer whether it is being made."""
        return self.state == AnalysisState.RUNNING
