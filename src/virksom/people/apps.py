from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Users, roles, units, permissions, audit log, sessions."""

    name = "virksom.people"
    verbose_name = _("Mennesker og adgang")

    def ready(self) -> None:
        """Listen for log-ins, and close the log after every migration."""
        from virksom.people import log_ins, safekeeping  # noqa: F401, PLC0415  models are ready only now

        post_migrate.connect(safekeeping.close_after_migration, sender=self)
