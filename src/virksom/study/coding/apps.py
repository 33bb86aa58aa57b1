"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CodingConfig(AppConfig):
    """Codebooks, coding, double coding, agreement."""

    name = "virksom.study.coding"
    label = "coding"
    verbose_name = _("Kodning")
