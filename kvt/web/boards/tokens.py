"""What opens a workspace's TensorBoard: a link that cannot be guessed, and stays the same when the server restarts."""

import base64
import hashlib
import hmac
import os
import secrets
import threading
from functools import cache
from pathlib import Path

from kvt.runs.store import NAME

KEY = "boards.key"
LENGTH = 32  # bytes of the key

_lock = threading.Lock()


def token(workspace: str, home: Path) -> str:
    """`<workspace>.<signature>`: a workspace's name tells nothing, since without the key nobody can sign it."""
    return f"{workspace}.{_signature(workspace, key(home))}"


def workspace(token: str, home: Path) -> str | None:
    """The workspace that a token of this server opens; None for any other text."""
    name, _, signature = token.partition(".")
    if not NAME.fullmatch(name) or not signature.isascii():
        return None
    return name if hmac.compare_digest(signature, _signature(name, key(home))) else None


def key(home: Path) -> bytes:
    """The server's secret: made at its first use, and readable by its owner alone."""
    with _lock:
        return _key(home)


@cache
def _key(home: Path) -> bytes:
    path = home / KEY
    try:
        found = path.read_bytes()
    except OSError:
        found = b""
    return found if len(found) == LENGTH else _made(path)


def _made(path: Path) -> bytes:
    made = secrets.token_bytes(LENGTH)
    draft = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
        draft.replace(path)
    except OSError:
        pass  # on a full disk the links hold until the server ends
    return made


def _signature(workspace: str, key: bytes) -> str:
    digest = hmac.new(key, f"tensorboard:{workspace}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()
