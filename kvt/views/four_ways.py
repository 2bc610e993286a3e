"""One network four ways: which Keras, equal losses, the graph of layers and the graph of operations below it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.difference import gap
from kvt.claims.words import count, duration, equality, listed, pace
from kvt.figures import diagram
from kvt.views import state
from kvt.views.owners import plain
from kvt.views.verdicts import Tile

Results = Sequence[Mapping[str, Any]]


def tiles(results: Results) -> list[Tile]:
    """The figures that answer; of a run that still goes on, those that it has found."""
    return [_keras(results), _same(results), _below(results), _traced(results)]


def draw_networks(results: Results) -> None:
    """The four graphs of layers beside each other, and under them what TensorFlow runs for one of them."""
    networks = _all(results, "network")
    if not networks:
        return
    for column, network in zip(st.columns(4, gap="small"), networks, strict=False):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f":orange[**{network['way']}**]")
            _chart(diagram.layers(network["layers"]), "keras")
            apart = equality(gap(networks[0]["losses"], network["losses"]))
            st.caption(
                f"loss {network['losses'][0]:.4f} → {network['losses'][-1]:.4f}"
                + (f", {apart}" if network is not networks[0] else "")
                + ("" if network["layers"]["edges"] else ". Keras knows its layers, not what feeds what.")
            )
    _operations(networks, next(iter(_all(results, "step")), None))


def draw_branching(results: Results) -> None:
    """The network that is no chain, and what Sequential says when it is asked for one."""
    attempts, models = _all(results, "attempt"), _all(results, "branching")
    if not attempts:
        return
    left, right = st.columns([4, 5], gap="medium")
    with left:
        if models:
            _chart(diagram.layers(models[0]["layers"]), "keras")
            losses = models[0]["losses"]
            st.caption(f"The Functional model trains: both losses together {losses[0]:.3f} → {losses[-1]:.3f}.")
    with right:
        st.markdown("The same asked of `Sequential`:")
        for attempt in attempts:
            st.markdown(f"**{attempt['what'].capitalize()}**: " + ("raises" if attempt["error"] else "works"))
            if attempt["error"]:
                st.code(attempt["error"], language=None, wrap_lines=True)


def _operations(networks: Results, step: Mapping[str, Any] | None) -> None:
    ways = [network["way"] for network in networks]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(":blue[**Below it: the graph that TensorFlow draws and runs**]", width="content")
        key = "interaction/way"
        chosen = st.segmented_control(
            "Of which", ways, key=state.tell(key, state.kept(key, ways)), required=True, label_visibility="collapsed"
        )
    network = networks[ways.index(chosen)]
    kinds = diagram.kinds(network["operations"])
    with st.container(key="kvt-graph"):
        _chart(diagram.operations(network["operations"]), "tensorflow", lying=True)
    whole = ""
    if step:
        counted = step["operations"]
        whole = (
            f" A whole training step, forward, backward and update, takes {sum(counted.values())}: {_counted(counted)}"
        )
    st.caption(
        f"Traced from one call: {count(len(network['operations']['nodes']), 'operation')}, {_counted(kinds)} "
        f"The handles of the variables are counted and not drawn.{whole}"
    )


def _counted(kinds: Mapping[str, int], most: int = 6) -> str:
    shown = [f"{number} {kind}" for kind, number in list(kinds.items())[:most]]
    return f"{listed(shown)}." if len(kinds) <= most else f"{', '.join(shown)} …"


def _chart(graph: diagram.Diagram, way: str, *, lying: bool = False) -> None:
    dark = st.context.theme.type == "dark"
    st.graphviz_chart(diagram.draw(graph, way=way, dark=dark, lying=lying), width="stretch" if lying else "content")


def _keras(results: Results) -> Tile:
    label, icon = "Which Keras?", ":material/layers:"
    found = _all(results, "keras")
    if not found:
        return Tile(label, "–", "what tf.keras is", icon)
    note = "tf.keras is this very package" if found[0]["same_model"] else f"tf.keras is {found[0]['tf_keras']}, another"
    return Tile(label, found[0]["keras"], f"{note}; on TensorFlow {plain(found[0]['tensorflow'])}", icon)


def _same(results: Results) -> Tile:
    label, icon = "Same network?", ":material/equal:"
    first, *others = _all(results, "network") or [None]
    if not others:
        return Tile(label, "–", "losses of the four ways", icon)
    largest = max(gap(first["losses"], other["losses"]) for other in others)
    value = "bit for bit" if largest == 0 else equality(largest)
    return Tile(label, value, f"losses of {len(others) + 1} ways, {len(first['losses'])} steps", icon)


def _below(results: Results) -> Tile:
    label, icon = "What runs?", ":material/account_tree:"
    networks = _all(results, "network")
    if not networks:
        return Tile(label, "–", "TensorFlow’s operations", icon)
    counts = sorted({len(network["operations"]["nodes"]) for network in networks})
    steps = [sum(step["operations"].values()) for step in _all(results, "step")]
    note = f"of TensorFlow a call; {steps[0]} a training step" if steps else "of TensorFlow a call"
    return Tile(label, f"{_span(counts)} ops", note, icon)


def _traced(results: Results) -> Tile:
    label, icon = "Eager or traced?", ":material/speed:"
    found = _all(results, "eager")
    if not found:
        return Tile(label, "–", "the same call, both ways", icon)
    value = pace(found[0]["traced_seconds"] / found[0]["eager_seconds"])
    pair = f"{duration(found[0]['traced_seconds'])} traced, {duration(found[0]['eager_seconds'])} eager"
    return Tile(label, value, f"{pair}; outputs {equality(found[0]['apart'])}", icon)


def _span(numbers: Sequence[int]) -> str:
    return f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _all(results: Results, name: str) -> list[Mapping[str, Any]]:
    return [result for result in results if result.get("name") == name]
