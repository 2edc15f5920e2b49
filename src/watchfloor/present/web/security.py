"""What stands before every page: host, token, origin, CSRF, sizes and headers.

The texts that the pages show were written by anybody, and any page in the same browser can send
requests to a port of this machine. So nothing is readable without the token, nothing runs but our
own files, and nothing is written unless our own page asked for it.
"""

import hmac
import ipaddress
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES = 1_000_000
"""No form of ours is larger; uploads are not taken."""
BODY = "watchfloor.body"
"""Where the scope keeps a body that was read, for pages that cannot wait for it."""
QUERY_BYTES = 16_000
"""A query string longer than that is no view that a link could have led to."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": under it a browser sends "Origin: null" with our own forms. Other machines
    # learn nothing by this one either.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FORM = "application/x-www-form-urlencoded"


def derived(token: str, purpose: str) -> str:
    """Return a secret for one purpose: who reads a cookie or a page learns no token."""
    return hmac.new(token.encode(), purpose.encode(), sha256).hexdigest()


def host_name(header: str) -> str | None:
    """Return the name in a Host header, without port and brackets; None if it is malformed."""
    name, port = header.strip().lower(), ""
    if name.startswith("["):
        name, closed, rest = name[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")):
            return None
        port = rest[1:]
    elif name.count(":") == 1:
        name, _, port = name.partition(":")
    if port and not (port.isascii() and port.isdigit()):
        return None
    return name or None


def is_address(name: str) -> bool:
    """Return whether a host name is an IP address: rebinding a name to us needs a name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware that lets through what our own pages and the holder of the token send.

    Args:
        app: what stands behind it.
        token: the secret of this server; never logged, compared in constant time.
        hosts: names that a Host header may carry.
        any_address: also every IP address, for a server that listens on all of them.
        ticket: stands for the token once. It is what a browser is started with, since all users
            of a machine see the command lines of its programs.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str,
        hosts: Iterable[str],
        any_address: bool = False,
        ticket: str | None = None,
    ) -> None:
        self._app = app
        self._token = token
        self._ticket = ticket
        self._session = derived(token, "session")
        self._csrf = derived(token, "csrf")
        self._hosts = frozenset(name.lower() for name in hosts)
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on a request that may be answered."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        if scope["method"] == "POST":
            body = await _whole_body(receive)
            refusal = self._form_refusal(scope, body)
            if refusal is not None:
                await refusal(scope, receive, send_guarded)
                return
            scope = {**scope, BODY: body}
            receive = _again(body or b"", receive)
        await self._app(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that goes no further, before its body is read."""
        headers = Headers(scope=scope)
        if not self._known_host(headers):
            return _plain(400, "unknown host: open the address that `watchfloor serve` printed")
        if len(scope["query_string"]) > QUERY_BYTES:
            return _plain(414, "the address is too long")
        if not scope["query_string"].isascii():
            return _plain(400, "the address holds bytes that are no address: escape them")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _plain(405, "only GET, HEAD and POST are answered here")
        if not _is_small(headers.get("content-length", "0")):
            return _plain(413, f"a form has at most {BODY_BYTES:,} bytes")
        return self._token_refusal(scope, headers)

    def _known_host(self, headers: Headers) -> bool:
        given = headers.getlist("host")
        name = host_name(given[0]) if len(given) == 1 else None
        if name is None:
            return False
        return name in self._hosts or (self._any_address and is_address(name))

    def _token_refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return None if the session is ours; a redirect if the address carries the token."""
        pairs = _pairs(scope["query_string"])
        offered = [value for name, value in pairs if name == "token"]
        if offered and scope["method"] != "POST":
            if not all(map(self._opens, offered)):
                return _plain(401, "this token is not, or no longer, that of the server")
            rest = urlencode([pair for pair in pairs if pair[0] != "token"])
            # One slash only: "//host" would lead a browser to another machine.
            path = "/" + _path(scope).lstrip("/\\")
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), status_code=303)
            answer.set_cookie(
                cookie_name(scope), self._session, httponly=True, samesite="strict", path="/"
            )
            return answer
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and _same(bearer.strip(), self._token):
            return None
        if _same(_cookie(headers, cookie_name(scope)), self._session):
            return None
        return _plain(401, "no token: open the address that `watchfloor serve` printed")

    def _opens(self, offered: str) -> bool:
        """Say whether a word opens the pages; a ticket is torn when it does."""
        if self._ticket is not None and _same(offered, self._ticket):
            self._ticket = None
            return True
        return _same(offered, self._token)

    def _form_refusal(self, scope: Scope, body: bytes | None) -> Response | None:
        """Return the answer to a POST that no page of ours sent."""
        headers = Headers(scope=scope)
        if body is None:
            return _plain(413, f"a form has at most {BODY_BYTES:,} bytes")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _plain(403, "the form was sent by another site")
        origin = headers.get("origin")
        if origin is not None and origin != f"{scope['scheme']}://{headers['host']}":
            return _plain(403, "the form was sent by another site")
        kind = headers.get("content-type", _FORM).partition(";")[0].strip().lower()
        if kind != _FORM:
            return _plain(415, f"a form comes as {_FORM}")
        offered = [headers["x-csrf-token"]] if "x-csrf-token" in headers else []
        if not offered:
            offered = [value for name, value in _pairs(body) if name == "csrf"]
        if len(offered) != 1 or not _same(offered[0], self._csrf):
            return _plain(403, "the form is older than the server: reload the page, send again")
        return None


def cookie_name(scope: Scope) -> str:
    """Return the cookie's name: cookies know no port, and two servers may run side by side."""
    server = scope.get("server")
    return f"watchfloor-{server[1] if server else 0}"


def _is_small(size: str) -> bool:
    digits = size.lstrip("0")
    plain = size.isascii() and size.isdigit() and len(digits) <= len(str(BODY_BYTES))
    return plain and int(size) <= BODY_BYTES


def _path(scope: Scope) -> str:
    raw = bytes(scope.get("raw_path") or scope["path"].encode("utf-8", "surrogateescape"))
    return quote(raw.partition(b"?")[0], safe="/%~:@!$&'()*+,;=")


def _plain(status: int, message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status_code=status)


def _same(offered: str, secret: str) -> bool:
    return hmac.compare_digest(offered.encode("utf-8", "replace"), secret.encode())


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("latin-1"), keep_blank_values=True)
    except ValueError:
        return []


def _cookie(headers: Headers, name: str) -> str:
    for header in headers.getlist("cookie"):
        for part in header.split(";"):  # a foreign cookie that SimpleCookie refuses hides none
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
    return ""


async def _whole_body(receive: Receive) -> bytes | None:
    """Return the body, or None once it is larger than any form of ours."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > BODY_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body that was read, then what comes after."""
    waiting = [body]

    async def receive_again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return receive_again
