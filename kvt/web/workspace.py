"""A cookie that tells one visitor from another, so that one never sees another's runs."""

import re
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "kvt_workspace"
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
YEAR = 365 * 24 * 60 * 60


def is_token(text: str | None) -> bool:
    """Whether `text` may be a token that this module has made: 24 random bytes, URL-safe."""
    return text is not None and TOKEN.fullmatch(text) is not None


class WorkspaceCookie:
    """ASGI middleware: a browser that asks for a page without a token gets one, for a year.

    The cookie is HttpOnly (no script reads it), SameSite=Lax (no other site sends it along), and Secure over https. It
    is not a login: who can read the server's disk or the browser's profile has it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks_for_page(scope) or is_token(_token(scope)):
            await self.app(scope, receive, send)
            return
        cookie = f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax"
        if scope.get("scheme") == "https":
            cookie += "; Secure"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", cookie)
                # Else a proxy may hand one visitor's token to the next.
                headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def _asks_for_page(scope: Scope) -> bool:
    return (
        scope["type"] == "http" and scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _token(scope: Scope) -> str | None:
    try:
        morsel = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None
