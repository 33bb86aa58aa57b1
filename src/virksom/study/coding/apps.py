"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CodingConfig(AppConfig):
    """Codebooks, coding, double coding, agreement."""

    name = "virksom.study.coding"
    label = "coding"
    verbose_name = _("Kodning")

    def ready(self) -> None:
        """Tell the room below how far coding is; it shows that and cannot ask upwards."""
        from virksom.study.coding.queries.told_below import ToldBelow  # noqa: PLC0415  models load before
        from virksom.study.harvest.upstairs import sign_up_coding  # noqa: PLC0415

        sign_up_coding(ToldBelow())
