from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    """Importers, pseudonymisation, counts, quarantine."""

    name = "virksom.study.harvest"
    label = "harvest"
    verbose_name = _("Datahøst")
