"""`virksom serve` (web server and worker in one process) and `virksom worker` (a worker of its own)."""

from __future__ import annotations

import os
import socket
import threading
from typing import Annotated

import typer

from virksom.cli.house import Workspace, bring_up_to_date, open_house
from virksom.cli.language import _
from virksom.cli.output import say
from virksom.errors import NotConfigured

# The largest zip file the pages promise to take (1 GB), and room for the form around it.
MOST_IN_ONE_REQUEST = 1024**3 + 2**20


def serve(
    workspace: Workspace = None,
    host: Annotated[str, typer.Option(help=_("Adressen, der lyttes på."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_("Porten."))] = 8000,
    threads: Annotated[int, typer.Option(help=_("Tråde, der svarer samtidigt."))] = 8,
    worker: Annotated[bool, typer.Option("--worker/--no-worker", help=_("Kør også det lange arbejde her."))] = True,
) -> None:
    """Serve the pages, with a worker in the same process."""
    place = open_house(workspace)
    _check_the_address_is_free(host, port)
    bring_up_to_date()
    from django.conf import settings  # noqa: PLC0415
    from waitress import serve as answer  # noqa: PLC0415

    from virksom.config.wsgi import application  # noqa: PLC0415

    if worker:
        threading.Thread(target=work, kwargs={"stop_when_idle": False}, name="worker", daemon=True).start()
    say(_("Virksom svarer på http://{}:{} (arbejdsmappe {}). Stop med Ctrl-C.").format(host, port, place))
    if settings.VIRKSOM_DEMO:
        from virksom.cli.demo import print_log_ins  # noqa: PLC0415

        print_log_ins()
    answer(
        application,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        max_request_body_size=MOST_IN_ONE_REQUEST,
        **trusted_proxy(),
    )


def _check_the_address_is_free(host: str, port: int) -> None:
    """Refuse before a worker is started and pages are promised: often Virksom runs already, in another window."""
    try:
        with socket.create_server((host, port)):
            pass
    except (OSError, OverflowError):
        raise NotConfigured(
            _("Der kan ikke lyttes på {}:{}. Kører Virksom der allerede? Ellers vælg en anden port med --port.").format(
                host, port
            )
        ) from None


def trusted_proxy() -> dict[str, object]:
    """Believe the proxy in front (VIRKSOM_PROXY, else one on this machine) when it says https and who asks.

    Without it every request would look like plain http, and all people would share one count of failed log-ins.
    """
    from django.conf import settings  # noqa: PLC0415

    if not settings.SESSION_COOKIE_SECURE:
        return {}
    return {
        "trusted_proxy": os.environ.get("VIRKSOM_PROXY", "127.0.0.1"),
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def worker(workspace: Workspace = None) -> None:
    """Run a worker of its own; as many as wanted on PostgreSQL."""
    open_house(workspace)
    say(_("Arbejderen er klar. Stop med Ctrl-C."))
    work(stop_when_idle=False)


def work(*, stop_when_idle: bool) -> None:
    """Take tasks from the queue in the database and carry them out, one at a time."""
    from django.utils.crypto import get_random_string  # noqa: PLC0415
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415

    Worker(
        queue_names=["default"],
        interval=1,
        batch=stop_when_idle,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    ).run()
