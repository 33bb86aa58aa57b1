"""Everything that writes in this room; one file a use case."""

from virksom.study.harvest.services.codes import import_codes
from virksom.study.harvest.services.quarantine import settle_quarantine, settle_reason
from virksom.study.harvest.services.runs import cancel_run, run_harvest, start_run
from virksom.study.harvest.services.studies import add_member, create_study, lock_study, remove_member, set_step
from virksom.study.harvest.trial import DryRun, dry_run

__all__ = [
    "DryRun",
    "add_member",
    "cancel_run",
    "create_study",
    "dry_run",
    "import_codes",
    "lock_study",
    "remove_member",
    "run_harvest",
    "set_step",
    "settle_quarantine",
    "settle_reason",
    "start_run",
]
