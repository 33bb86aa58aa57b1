from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Users, roles, units, permissions, audit log, sessions."""

    name = "virksom.people"
    verbose_name = _("Mennesker og adgang")
