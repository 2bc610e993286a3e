"""The adviser: needs to weigh, the way that fits them best, and beside each reason figures of one's own runs."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from kvt.claims import CLAIMS
from kvt.claims.advice import DEFAULT, NEEDS, PROFILES, WEIGHTS, Ranked, Reason, advise, close, read, speaks_for, write
from kvt.claims.measures import WAYS
from kvt.claims.words import listed
from kvt.spec import titles, variants
from kvt.spec.spec import Spec
from kvt.views import state
from kvt.views.evidence import Evidence, gather
from kvt.views.owners import WAYS as COLORS
from kvt.views.owners import plain
from kvt.views.race import race_at, race_with
from kvt.views.topic import start_topic, topic_problems

ADDRESS = "needs"  # the parameter that holds the weights
SAYS = {
    "keras_fit": "**Keras, compile and fit.** What is yours goes in as a layer, a loss, a metric or a callback.",
    "keras_train_step": "**Keras, with a step of your own.** fit keeps the loop, its callbacks and its metrics.",
    "tape_graph": "**A Keras model in a loop of your own.** Keras’s layers, loss and optimizer; the tape is yours.",
    "epoch_graph_xla": "**A Keras model, whole epochs in one graph.** Compiled; Python only waits.",
    "module_graph": "**TensorFlow alone.** tf.Module and tf.Variable: nothing hidden, everything to write.",
}


# The stories that needs are measured by.
TOPICS = frozenset(need.source for need in NEEDS.values() if need.source != "race")


def draw_adviser(page: str, evidence: Evidence) -> None:
    """The advice on top; below it the needs, each with its weight, its figure or the button that gets one."""
    weights, problems = read(state.aside(page, ADDRESS))
    ranked = advise(weights, evidence.outcomes)
    with st.container(border=True):
        words, chart = st.columns([5, 6], gap="medium", vertical_alignment="center")
        with words:
            _recommend(ranked)
        chart.html(bars(ranked))
    for problem in problems:
        st.warning(plain(problem), icon=":material/edit_off:")
    _profiles(page, weights)
    with st.container(key="kvt-needs", gap="xsmall"):
        for name, reason in {reason.need: reason for reason in ranked[0].reasons}.items():
            _need(page, name, reason, evidence)
    if evidence.race:
        spec = evidence.race[0].spec
        st.caption(
            f"Figures of {titles('route')[ranked[0].way]}, from your last race with most of these ways: "
            f"{plain(spec.model.title.lower())}, {plain(spec.dataset.title)}."
        )


def bars(ranked: Sequence[Ranked]) -> str:
    """One bar a way, as long as its total."""
    classes = variants(Spec.model_fields["route"].annotation)
    rows = [
        f'<div class="kvt-bar kvt-{classes[one.way].way}"><span>{escape(classes[one.way].title)}</span>'
        f'<i><b style="width:{one.total:.1%}"></b></i><em>{one.total:.2f}</em></div>'
        for one in ranked
    ]
    return f'<div class="kvt-bars">{"".join(rows)}</div>'


def _need(page: str, name: str, reason: Reason, evidence: Evidence) -> None:
    need = NEEDS[name]
    here = _has(need.source, evidence) and need.source not in evidence.active
    label, choice, why, *button = st.columns([9, 14, 25] if here else [9, 14, 18, 7], vertical_alignment="center")
    label.markdown(need.label, help=need.help)
    key = state.tell(f"{page}/need/{name}", reason.weight, always=True)
    choice.segmented_control(
        f"{need.label}: how much does it matter?",
        range(len(WEIGHTS)),
        format_func=WEIGHTS.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        **state.callback(_take, page, name, key),
    )
    why.markdown(_sentence(reason, evidence))
    for sentence in topic_problems(page, need.source) or filter(None, [evidence.failed.get(need.source)]):
        why.error(plain(sentence), icon=":material/error:")
    if need.source in evidence.active:
        with button[0]:
            _watch(page, need.source)
    elif not here:
        button[0].button(
            "Measure it",
            icon=":material/play_arrow:",
            type="tertiary",
            key=f"{page}/measure/{name}",
            on_click=_measure,
            args=(page, need.source),
        )


def _measure(page: str, source: str) -> None:
    """Race the page's experiment by all ways, so that the figures are of the visitor's own model; or run the story."""
    if source != "race":
        start_topic(page, source)
    elif state.experiment(page).vary:
        race_at(page, {"routes": ",".join(WAYS)})  # a race in which a value varies says nothing of the ways
    else:
        race_with(page, WAYS)


def _profiles(page: str, weights: Mapping[str, int]) -> None:
    lit = next((name for name, profile in PROFILES.items() if whole(profile) == dict(weights)), None)
    key = state.tell(f"{page}/profile", lit, always=True)
    st.pills(
        "Who asks",
        list(PROFILES),
        key=key,
        label_visibility="collapsed",
        wrap=True,
        **state.callback(_take_profile, page, key),
    )


def _take(page: str, name: str, key: str) -> None:
    weights, _ = read(state.aside(page, ADDRESS))
    state.put_aside(page, ADDRESS, write(weights | {name: state.heard(key) or 0}))


def _take_profile(page: str, key: str) -> None:
    """Pressed once more, a profile is put back to the default."""
    chosen = state.heard(key)
    state.put_aside(page, ADDRESS, write(whole(PROFILES[chosen]) if chosen else DEFAULT))


def whole(profile: Mapping[str, int]) -> dict[str, int]:
    """The weight of every need: what a profile does not name does not matter."""
    return dict.fromkeys(NEEDS, 0) | dict(profile)


def _recommend(ranked: Sequence[Ranked]) -> None:
    best = ranked[0]
    route = variants(Spec.model_fields["route"].annotation)[best.way]
    st.markdown(f"#### :{COLORS[route.way]}[{route.title}]", anchors=False)
    st.markdown(SAYS[best.way])
    if most := [NEEDS[need].label for need in speaks_for(ranked)]:
        st.markdown(f"What speaks for it: {listed([label.lower() for label in most])}.")
    if near := [titles("route")[way] for way in close(ranked)]:
        st.caption(f"Nearly as good by these weights: {listed(near)}.")


def _sentence(reason: Reason, evidence: Evidence) -> str:
    """The score, whether it is measured, and why; in small letters, since most of it is looked up, not read."""
    kind = ":green-badge[measured]" if reason.measured else ":gray-badge[judgement]"
    if reason.measured:
        why = reason.figure
    else:
        told = list(filter(None, [reason.figure, _told(NEEDS[reason.need].source, evidence)]))
        why = " ".join([reason.because, *(f"Measured: {figure.rstrip('.')}." for figure in told)])
    return f"{kind} **{reason.score:.2f}** :small[{plain(why)}]"


def _told(source: str, evidence: Evidence) -> str:
    """What the claim that this story answers says of it, "" if it says nothing."""
    story = evidence.stories.get(source)
    for claim in [claim for claims in CLAIMS.values() for claim in claims] if story else ():
        if claim.topic == source and (verdict := claim.verdict([story])).state != "open":
            return verdict.sentence
    return ""


def _has(source: str, evidence: Evidence) -> bool:
    return len(evidence.race) == len(WAYS) if source == "race" else source in evidence.stories


@st.fragment(run_every=0.5)
def _watch(page: str, topic: str) -> None:
    """Says that it runs; the page anew when it has ended."""
    if topic not in gather(WAYS, [topic]).active:
        st.rerun()
    st.caption(":material/hourglass_top: running …")
