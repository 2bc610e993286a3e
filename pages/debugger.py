"""The debugger: a training broken on purpose. Which operation did it, on which line, and what does watching cost?"""

import streamlit as st

from kvt.views.debugger_v2 import draw_debugger_v2
from kvt.views.dumps import draw_dumps
from kvt.views.faults import choose_dump, choose_fault, why
from kvt.views.old_debugger import draw_old_debugger
from kvt.views.post_mortem import draw_post_mortem, find_post_mortem
from kvt.views.topic import draw_topic, open_topic, topic_outcomes, topic_runs
from kvt.views.topic_code import draw_topic_code
from kvt.views.verdicts import draw_claims, draw_tiles
from kvt.views.watchers import draw_watchers, tiles

PAGE = "debugger"
TOPICS = ("broken", "old_debugger", "dump")

open_topic(PAGE, "broken")
st.title("A number went bad. Which operation did it, and on which line?", anchor=False)
st.markdown(f"A small network is broken on purpose, by one number. **Look for:** {why(PAGE)}")
choose_fault(PAGE)
draw_topic(PAGE, "broken", primary=True, in_row=("way", "mode"))
choose_dump(PAGE)
outcomes = topic_outcomes(PAGE, "broken")
results = outcomes[0].history.results if outcomes else ()
draw_tiles(tiles(results))

found = find_post_mortem(results)
if found is not None:
    topic = outcomes[0].spec.topic
    draw_post_mortem(found, outcomes[0].script, topic.mode, topic.buffer)
for run in topic_runs(PAGE, "broken"):
    draw_debugger_v2(PAGE, run)

st.header("Who else would have told?", anchor=False)
if results:
    draw_watchers(results, outcomes[0].spec.topic.way)
else:
    st.caption("The same broken training under other watchers: what each tells, and how much slower it makes a step.")

st.header("Any run can be watched", anchor=False)
st.markdown(
    "Every racing page has **Debugger** among the knobs of TensorFlow’s engine. A run that was killed leaves its dump "
    "unread:"
)
draw_dumps(PAGE)

st.header("The debugger of TensorFlow 1", anchor=False)
st.caption("tfdbg wrapped a session and opened a command line at each run. What of it runs today?")
draw_topic(PAGE, "old_debugger")
old = topic_outcomes(PAGE, "old_debugger")
draw_old_debugger(old[0].history.results if old else ())

st.header("The code", anchor=False)
draw_topic_code(PAGE, TOPICS)
st.header("What the document claims, and what this machine says", anchor=False)
draw_claims(PAGE, 5, outcomes, drawn=TOPICS, only=("5.4",))
