"""What one browser tab remembers: the only module that touches st.session_state and st.query_params.

It holds specs, ids and sentences, never results. The experiment is the truth and widgets follow it: `tell` puts the
value into a widget before it is drawn, so nothing is lost when Streamlit forgets one that was on another page.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kvt.views import experiment as experiments
from kvt.views.experiment import Experiment
from kvt.web.workspace import COOKIE


def open_page(page: str, default: Experiment, *, beside: Sequence[str] = ()) -> Experiment:
    """The experiment of `page`. The URL is read when the visitor comes to it, and follows it from then on.

    Parameters named in `beside` are no part of the experiment: the page asks for them with `aside`.
    """
    arrived = st.session_state.get("page") != page
    st.session_state["page"] = page
    _put(page, "default", default)
    if (arrived and st.query_params) or _went_back() or _get(page, "experiment") is None:
        params = st.query_params.to_dict()
        _put(page, "beside", {name: params.pop(name) for name in beside if name in params})
        read = experiments.read(params, default)
        _put(page, "experiment", read.experiment)
        _put(page, "problems", read.problems)
        _put(page, "race", None)
    return experiment(page)


def experiment(page: str) -> Experiment:
    return _get(page, "experiment")


def default(page: str) -> Experiment:
    return _get(page, "default")


def choose(page: str, chosen: Experiment, problems: tuple[str, ...] = ()) -> None:
    """Make `chosen` the page's experiment, and say what of it was not taken."""
    _put(page, "experiment", chosen)
    _put(page, "problems", problems)


def change(page: str, path: str, key: str) -> None:
    """Take what was typed into the widget `key` into the field `path`; a value that is not taken gets a sentence."""
    value = st.session_state[key]
    if value is None:
        choose(page, experiment(page), ("A field was left empty, and keeps its value.",))
        return
    read = experiments.changed(experiment(page), path, value)
    choose(page, read.experiment, read.problems)


def reset(page: str) -> None:
    """Put every knob back to what the page begins with; the routes stay, and so does what varies."""
    choose(page, replace(experiment(page), spec=default(page).spec))


def problems(page: str) -> tuple[str, ...]:
    """A sentence for each value that was not taken at the last change."""
    return _get(page, "problems") or ()


def complain(page: str, sentences: tuple[str, ...]) -> None:
    """Say why something was not done, until the next change."""
    _put(page, "problems", sentences)


def aside(page: str, name: str) -> str:
    """What the address says beside the experiment, "" for nothing."""
    return (_get(page, "beside") or {}).get(name, "")


def put_aside(page: str, name: str, text: str) -> None:
    """Have the address say `text` beside the experiment; "" takes it away."""
    kept = {other: value for other, value in (_get(page, "beside") or {}).items() if other != name}
    _put(page, "beside", kept | ({name: text} if text else {}))


def publish(page: str) -> None:
    """Write the whole experiment into the address, so that it can be sent to somebody."""
    params = _params(page)
    if st.query_params.to_dict() != params:
        st.query_params.from_dict(params)


def race(page: str) -> str | None:
    """The id of the race that the page shows."""
    return _get(page, "race")


def show_race(page: str, race_id: str | None) -> None:
    _put(page, "race", race_id)


def taken(page: str) -> str | None:
    """The id of the upload that was last looked at."""
    return _get(page, "upload_id")


def take(page: str, file_id: str) -> None:
    _put(page, "upload_id", file_id)


def asked_to_start(page: str) -> bool:
    """Whether another page sent the visitor here to race at once; true only the first time it is asked."""
    return st.session_state.pop(f"{page}/start", False)


def ask_to_start(page: str) -> None:
    st.session_state[f"{page}/start"] = True


def workspace() -> str:
    """The name of the visitor's folder: a hash, so that folder names tell nobody's cookie.

    Without the cookie (private windows, tests) the workspace lasts as long as the tab.
    """
    token = st.context.cookies.get(COOKIE) or st.session_state.setdefault("workspace", secrets.token_urlsafe(24))
    return hashlib.sha256(token.encode()).hexdigest()[:24]


def tell(key: str, value: Any, *, always: bool = False) -> str:
    """Put the true value into the widget `key` before it is drawn; returns the key.

    A widget that holds it already is left alone, since telling it again would wipe out what somebody is typing there.
    Pills that come and go are told `always`: the browser forgets them. And so is every widget after a drawing that was
    broken off, whose messages Streamlit drops: the browser has never heard what this session holds already.
    """
    if always or st.session_state.get("broken_off") or key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


@contextmanager
def drawing() -> Iterator[None]:
    """Around the drawing of a page, to know afterwards whether it came to its end: a click breaks it off."""
    st.session_state["broken_off"] = st.session_state.get("is_drawing", False)
    st.session_state["is_drawing"] = True
    yield
    st.session_state["is_drawing"] = False


def heard(key: str) -> Any:
    """What the widget `key` holds now; None where it was not drawn."""
    return st.session_state.get(key)


def hold(page: str, name: str, value: Any) -> None:
    """Remember ids or a sentence of `page` until it is left for good."""
    _put(page, name, value)


def held(page: str, name: str) -> Any:
    """What was told to `hold`; None before."""
    return _get(page, name)


def parameter(name: str) -> str:
    """What the address says for `name`, "" for nothing: of pages that are no experiment."""
    return st.query_params.get(name, "")


def put_parameter(name: str, text: str) -> None:
    """Have the address say `text` for `name`: of pages that are no experiment. "" takes it away."""
    if text:
        st.query_params[name] = text
    else:
        st.query_params.pop(name, None)


def kept(key: str, options: Sequence[Any]) -> Any:
    """What the widget `key` holds if it is still one of `options`, else the first of them."""
    return held if (held := st.session_state.get(key)) in options else options[0]


def link(page: str) -> str:
    """The address that opens the page's experiment; its query alone where the server's is unknown."""
    query = urlencode(_params(page), safe=",:;")
    return (st.context.url or "").partition("?")[0] + (f"?{query}" if query else "")


def callback(action: Callable[..., None], *args: Any) -> dict[str, Any]:
    """The arguments that make a widget call `action(*args)` when it changes."""
    return {"on_change": action, "args": args}


def _params(page: str) -> dict[str, str]:
    return experiments.write(experiment(page), default(page)) | (_get(page, "beside") or {})


def _went_back() -> bool:
    """Whether the browser's Back or Forward asked for this run. Streamlit knows, and has no public word for it."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def _get(page: str, name: str) -> Any:
    return st.session_state.get(f"{page}/{name}")


def _put(page: str, name: str, value: Any) -> None:
    st.session_state[f"{page}/{name}"] = value
