"""The frame around every page: navigation, and the visitor's presence. A new page is one file and one line here."""

import streamlit as st

from kvt.views.frame import ICON, STYLE, be_present

st.set_page_config(page_title="kvt: Keras vs TensorFlow", page_icon=ICON, layout="wide")

page = st.navigation(
    [
        st.Page("home.py", title="Home", icon=":material/home:", default=True),
        st.Page("hyperparameters.py", title="Hyperparameters", icon=":material/tune:", url_path="hyperparameters"),
        st.Page("differences.py", title="Key differences", icon=":material/balance:", url_path="differences"),
        st.Page("interaction.py", title="Interaction", icon=":material/account_tree:", url_path="interaction"),
        st.Page("cnn.py", title="Convolutional networks", icon=":material/grid_on:", url_path="cnn"),
    ],
    position="top",
)
st.html(STYLE)
be_present()
page.run()
