"""What this room refuses.

WrongState
├── NothingToAnalyse     no codebook with an outcome, or no coded case
├── AnalysisIsRunning    one at a time for each study
├── AnalysisIsFixed      a finished analysis is never changed
└── NotReadyToPublish    it is not finished, or it is published already
VirksomError
└── AnalysisStopped      an unforeseen error, told without what it was about
"""

from __future__ import annotations

from virksom.errors import VirksomError, WrongState


class NothingToAnalyse(WrongState):
    """There is no codebook with an outcome, or no coded case."""


class AnalysisIsRunning(WrongState):
    """Another analysis of the study is being made."""


class AnalysisIsFixed(WrongState):
    """A finished analysis is never changed; make a new one."""


class NotReadyToPublish(WrongState):
    """The analysis is not finished, or it is published already."""


class AnalysisStopped(VirksomError):
    """An unforeseen error stopped the analysis; the message says its kind and quotes nothing."""
