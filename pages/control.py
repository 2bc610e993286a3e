"""Control: what trains and what stands still, gradients on their way, a run that is steered, parts of one's own."""

import streamlit as st

from kvt.views.freezing import draw_followed, draw_movements, tiles
from kvt.views.gradients import draw_gradients, knobs_shown
from kvt.views.own_parts import draw_own_parts
from kvt.views.steering import draw_steering
from kvt.views.topic import draw_topic, open_topic, topic_outcomes, topic_spec
from kvt.views.topic_code import draw_topic_code
from kvt.views.verdicts import draw_claims, draw_tiles

PAGE = "control"
TOPICS = ("freezing", "gradients", "extensions")

open_topic(PAGE, "freezing")
outcomes = {topic: topic_outcomes(PAGE, topic) for topic in TOPICS}
results = {topic: found[0].history.results if found else () for topic, found in outcomes.items()}

st.title("How much is in your hands? Freeze, bend and steer a training.", anchor=False)
st.markdown(
    "One variable is frozen at three moments, through Keras and by hand. **Look for:** the case in which it moves all "
    "the same, and nobody says so."
)
draw_topic(PAGE, "freezing", primary=True)
draw_tiles(tiles(results["freezing"]))
draw_movements(results["freezing"])
draw_followed(results["freezing"])

st.header("Gradients, between the tape and the optimizer", anchor=False)
st.caption("The same operation in a train_step of your own and in a loop by hand. Do they lose anything? Do they part?")
draw_topic(PAGE, "gradients", in_row=knobs_shown(topic_spec(PAGE, "gradients")))
draw_gradients(PAGE, results["gradients"])

st.header("Steer it while it trains", anchor=False)
st.caption(
    "Pause, take one step, change the learning rate. Your loop looks up before each step; fit lets you in through "
    "a callback alone, and waits while that waits."
)
draw_steering(PAGE)

st.header("Your own: layer, loss, metric, and more", anchor=False)
st.caption("Each through Keras and, where there are two ways, by hand.")
draw_topic(PAGE, "extensions")
draw_own_parts(results["extensions"])

st.header("The code", anchor=False)
draw_topic_code(PAGE, (*TOPICS, "steering"))
st.header("What the document claims, and what this machine says", anchor=False)
found = [outcome for each in outcomes.values() for outcome in each]
draw_claims(PAGE, 5, found, drawn=TOPICS, only=("5.2", "5.5", "5.6"))
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption("As the document prints its variable and its gradients, and as one writes them now:", width="content")
    st.page_link("choose.py", label="the document’s examples, run today")
