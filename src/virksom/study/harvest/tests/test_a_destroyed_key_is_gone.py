"""A study that is locked leaves nothing of its key on the disk, neither in the file nor in its journal."""

import os
import subprocess
import sys

_LOCK = """
import os
from pathlib import Path
from virksom.config import workspace
place = Path(os.environ["VIRKSOM_WORKSPACE"])
workspace.prepare(place)
import django
django.setup()
from django.core.management import call_command
for database in ("default", "keys"):
    call_command("migrate", database=database, verbosity=0, interactive=False)
from virksom.people.services import command_line_user
from virksom.study.harvest import keystore
from virksom.study.harvest.models import CaseKey, Study, StudyKey
from virksom.study.harvest.services import create_study
create_study(command_line_user(), slug="en", title="En")
study = Study.objects.get()
secret = bytes(StudyKey.objects.get().secret)
digest = "d1" * 32
CaseKey.objects.create(study=study.pk, digest=digest, pseudonym="S-22222222")
keystore.destroy(study.pk)
held = b"".join(file.read_bytes() for file in place.rglob("keys.sqlite3*"))
print(secret in held, digest.encode() in held)
"""


def test_neither_the_key_nor_the_digests_can_be_read_from_the_disk_afterwards(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIRKSOM_", "DJANGO_", "COV_"))}
    settings = {
        "VIRKSOM_WORKSPACE": str(tmp_path / "w"),
        "DJANGO_SETTINGS_MODULE": "virksom.config.settings.embedded",
    }
    done = subprocess.run(
        [sys.executable, "-c", _LOCK], env={**kept, **settings}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["False", "False"], done.stderr
