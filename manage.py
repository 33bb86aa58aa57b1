"""For contributors: Django's own commands (makemigrations, shell …); everybody else uses `virksom`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "virksom.config.settings.test")
    execute_from_command_line(sys.argv)
