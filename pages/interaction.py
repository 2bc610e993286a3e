"""How Keras rests on TensorFlow: one network four ways, what runs below it, parts of one's own, strategies."""

import streamlit as st

from kvt.views.examples import draw_examples
from kvt.views.four_ways import draw_branching, draw_networks, tiles
from kvt.views.own_parts import draw_own_parts
from kvt.views.strategies import draw_matrix
from kvt.views.topic import draw_topic, open_topic, topic_outcomes
from kvt.views.topic_code import draw_topic_code
from kvt.views.verdicts import draw_claims, draw_tiles

PAGE = "interaction"
# Each story has its place on this page; the claims below speak of all of them.
TOPICS = ("apis", "extensions", "strategies")

open_topic(PAGE, "apis")
outcomes = {topic: topic_outcomes(PAGE, topic) for topic in TOPICS}
results = {topic: found[0].history.results if found else () for topic, found in outcomes.items()}
running = {topic: any(outcome.state in ("queued", "running") for outcome in found) for topic, found in outcomes.items()}

st.title("What does Keras rest on? One network, four ways, and the graph below.", anchor=False)
st.markdown(
    "Sequential, Functional, a subclass, layers of one’s own. **Look for:** four styles with one loss, and the "
    "operations that TensorFlow really runs."
)
draw_topic(PAGE, "apis", primary=True)
draw_tiles(tiles(results["apis"]))
draw_networks(results["apis"])

st.header("Where Sequential ends: two inputs, a skip, two outputs", anchor=False)
draw_branching(results["apis"])
if not results["apis"]:
    st.caption("The run above tries it.")

st.header("Your own: layer, optimizer, gradient, loss, metric", anchor=False)
st.caption("Each through Keras and, where there are two ways, by hand. Choose formulas of your own.")
draw_topic(PAGE, "extensions")
draw_own_parts(results["extensions"])

st.header("Distribution strategies, on this machine", anchor=False)
st.caption("The CPU is split into logical devices. Each strategy is tried with fit and with a loop of your own.")
draw_topic(PAGE, "strategies")
draw_matrix(results["strategies"], running=running["strategies"])

st.header("The code", anchor=False)
draw_topic_code(PAGE, TOPICS)
st.header("What the document claims, and what this machine says", anchor=False)
draw_claims(PAGE, 3, [outcome for found in outcomes.values() for outcome in found], drawn=TOPICS)
draw_examples(PAGE, "interaction")
