"""Serve a record by an installed program, and fetch what a browser would: for `make wheel-smoke`.

    python tests/smoke_serve.py WATCHFLOOR RECORD

Needs nothing but Python: the environment that is tried has no tools for tests.
"""

import http.cookiejar
import json
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, build_opener


def main(program: str, record: str) -> None:
    """Start the server, look at pages, style and map, and end it.

    Raises:
        SystemExit: something is not as it should be; the text says what.
    """
    command = [program, "serve", "--record", record, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().strip() if server.stdout else ""
            parts = urlsplit(address)
            if parts.hostname != "127.0.0.1":
                sys.exit(f"serve printed {address!r} and no address")
            opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))

            def fetch(path: str) -> bytes:
                with opener.open(f"http://{parts.netloc}{path}", timeout=60) as answer:
                    return bytes(answer.read())

            fetch(f"/?{parts.query}")
            sys.stdout.write(f"{look(fetch)}\n")
        finally:
            server.terminate()


def look(fetch: Callable[[str], bytes]) -> str:
    """Return what was found; end the program at the first thing that is missing."""
    page = fetch("/incidents").decode()
    for wanted in ("/static/app.css", "/static/map.js", 'data-island="map"'):
        if wanted not in page:
            sys.exit(f"/incidents has no {wanted}: was the wheel built without its assets?")
    sizes = []
    files = {"app.css": b"--paper", "app.js": b"htmx", "map.js": b"Natural Earth"}
    for name, known in {**files, "world.json": b'"Topology"'}.items():
        data = fetch(f"/static/{name}")
        if known not in data:
            sys.exit(f"/static/{name} does not hold {known!r}")
        sizes.append(f"{name} {len(data):,}")
    places = json.loads(fetch("/incidents/map.json"))["places"]
    if not places:
        sys.exit("the map of the demo has no place")
    return f"served: {', '.join(sizes)} bytes; {len(places)} places on the map"


if __name__ == "__main__":
    main(*sys.argv[1:3])
