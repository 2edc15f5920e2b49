"""The command that serves the record to a browser of this machine."""

import os
import secrets
import socket
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from watchfloor.errors import InputError, UsageError
from watchfloor.present.exits import INTERRUPTED
from watchfloor.present.options import RecordOption, record_path
from watchfloor.present.terminal import say

if TYPE_CHECKING:
    from uvicorn import Server

HOST, PORT = "127.0.0.1", 8765
BACKLOG = 128


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("serve")(serve)


def serve(
    *,
    record: RecordOption = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")
    ] = HOST,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; 0 takes a free one.")
    ] = PORT,
) -> None:
    """Serve the record to a browser of this machine, offline; Ctrl+C ends it.

    The address with its token is printed once the server answers; without the token nothing is
    readable. Nothing is loaded from elsewhere.
    """
    run_server(record_path(record), host, port)


def run_server(record: Path, host: str, port: int, *, opens: bool = False) -> None:
    """Serve until Ctrl+C, then exit as an interrupted command does.

    With `opens` the page opens in the browser of who sits at the terminal, if there is one.

    Raises:
        StoreError: the record cannot be read.
        UsageError: nothing can listen on that address and port.
    """
    from watchfloor.store import connect

    connect(record, write=False).close()  # said now, not on the first page
    listener = listening(host, port)
    taken = listener.getsockname()[1]
    token = secrets.token_urlsafe(32)
    if not is_loopback(host):
        say(f"listening on {host}: whoever learns the address with its token reads the record")
    page = f"http://{_shown(host)}:{taken}/?token="
    ticket = secrets.token_urlsafe(32) if opens and sys.stdout.isatty() else None
    server = _server(record, token, host, page, ticket)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        say("stopped")
        raise typer.Exit(INTERRUPTED) from None
    finally:
        listener.close()
    if not server.started:
        message = "the server could not start: see above"
        raise InputError(message)


def _server(record: Path, token: str, host: str, page: str, ticket: str | None) -> "Server":
    """Return the server, which prints its address when it answers and logs no request.

    `page` is the address up to the token. A `ticket` opens it once, in the browser.
    """
    from uvicorn import Config, Server

    from watchfloor.present.web.app import build_app
    from watchfloor.present.web.snapshot import warm

    app = build_app(record, token, hosts=(host,), ticket=ticket)

    class Announced(Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                print(f"{page}{token}", flush=True)  # noqa: T201  (one line, and nothing wraps it)
                if ticket:
                    Thread(target=open_page, args=(f"{page}{ticket}",), daemon=True).start()
                # Columns of a large record take half a minute: begun before the first page asks.
                Thread(target=warm, args=(app.state.snapshot,), daemon=True).start()

    # Lines of an access log would carry the token of the first request.
    config = Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        limit_concurrency=200,
        timeout_graceful_shutdown=3,
    )
    return Announced(config)


def open_page(address: str) -> bool:
    """Open an address in the browser of this desktop; say whether there is one."""
    import webbrowser

    screen = sys.platform in ("darwin", "win32") or {"DISPLAY", "WAYLAND_DISPLAY"} & {*os.environ}
    try:
        return bool(screen) and webbrowser.open(address)
    except webbrowser.Error:
        return False  # the address stands on the terminal


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the address.

    Raises:
        UsageError: the port is taken, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        message = (
            f"cannot listen on {host}, port {port} ({error.strerror or error}): end the program "
            "that uses it, or name another with --port (0 takes a free one)"
        )
        raise UsageError(message) from error
    return made


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches an address."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104  (compared with, not bound to)
        return HOST
    return f"[{host}]" if ":" in host else host
