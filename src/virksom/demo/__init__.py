"""The demo organisation: invented lives and a planted truth, given out as its own record systems would.

>>> from virksom.demo import write_exports  # doctest: +SKIP
>>> write_exports(Path("demo"), cases=160, seed=1)  # doctest: +SKIP
"""

from virksom.demo.exports.folder import FolderInUse, Progress, write_exports
from virksom.demo.manifest import Manifest

__all__ = ["FolderInUse", "Manifest", "Progress", "write_exports"]
