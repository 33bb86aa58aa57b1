from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrosscaseConfig(AppConfig):
    """Cross-case intervention analysis."""

    name = "virksom.study.crosscase"
    label = "crosscase"
    verbose_name = _("Tværgående indsatsanalyse")
