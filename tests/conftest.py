"""The well-known people and the study, for tests of the whole house."""

from virksom.conftest import *  # noqa: F403
