from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The top floor: start page, base templates, static files."""

    name = "virksom.config"
