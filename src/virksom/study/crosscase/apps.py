from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrosscaseConfig(AppConfig):
    """Cross-case intervention analysis."""

    name = "virksom.study.crosscase"
    label = "crosscase"
    verbose_name = _("Tværgående indsatsanalyse")

    def ready(self) -> None:
        """Tell the room below how many analyses there are; it shows that and cannot ask upwards."""
        from virksom.study.crosscase.queries.told_below import progress  # noqa: PLC0415  models load before
        from virksom.study.harvest.upstairs import sign_up_analysis  # noqa: PLC0415

        sign_up_analysis(progress)
