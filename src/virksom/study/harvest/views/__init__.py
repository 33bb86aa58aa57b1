"""The pages of this room; a file for each part of the work."""

from virksom.study.harvest.views.harvesting import cancel, harvest, progress, resume, upload
from virksom.study.harvest.views.material import case, documents
from virksom.study.harvest.views.overview import step, study
from virksom.study.harvest.views.quarantine import quarantine, settle, settle_all
from virksom.study.harvest.views.studies import create, studies
from virksom.study.harvest.views.team import lock, team

__all__ = [
    "cancel",
    "case",
    "create",
    "documents",
    "harvest",
    "lock",
    "progress",
    "quarantine",
    "resume",
    "settle",
    "settle_all",
    "step",
    "studies",
    "study",
    "team",
    "upload",
]
