"""The frame around every page: navigation, and the visitor's presence. A new page is one file and one line here."""

import streamlit as st

from kvt.views import state
from kvt.views.frame import ICON, STYLE, be_present

st.set_page_config(page_title="kvt: Keras vs TensorFlow", page_icon=ICON, layout="wide")

page = st.navigation(
    {
        "": [st.Page("home.py", title="Home", icon=":material/home:", default=True)],
        "Experiments": [
            st.Page("hyperparameters.py", title="Hyperparameters", icon=":material/tune:", url_path="hyperparameters"),
            st.Page("differences.py", title="Key differences", icon=":material/balance:", url_path="differences"),
            st.Page("interaction.py", title="Interaction", icon=":material/account_tree:", url_path="interaction"),
            st.Page("cnn.py", title="Convolutional networks", icon=":material/grid_on:", url_path="cnn"),
            st.Page("choose.py", title="Which one?", icon=":material/signpost:", url_path="choose"),
        ],
        "Deeper": [
            st.Page("control.py", title="Control", icon=":material/sports_esports:", url_path="control"),
            st.Page("queues.py", title="Threads and queues", icon=":material/stacks:", url_path="queues"),
            st.Page("debugger.py", title="Debugger", icon=":material/bug_report:", url_path="debugger"),
        ],
        "Your work": [
            st.Page("runs.py", title="Your runs", icon=":material/history:", url_path="runs"),
            st.Page("compare.py", title="Compare", icon=":material/compare_arrows:", url_path="compare"),
            st.Page("sweeps.py", title="Sweeps", icon=":material/travel_explore:", url_path="sweeps"),
            st.Page("run.py", title="Run", icon=":material/play_circle:", url_path="run", visibility="hidden"),
        ],
    },
    position="top",
)
st.html(STYLE)
be_present()
with state.drawing():
    page.run()
