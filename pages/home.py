"""What kvt is, one button that shows it, and the machine that it measures."""

import streamlit as st

from kvt.views import machine, state

_, middle, _ = st.columns([1, 5, 1])
with middle:
    st.space("small")
    st.title("Keras or TensorFlow? Try it, here.", anchor=False)
    st.markdown(
        "kvt is a laboratory: it trains one and the same model the way of :orange[**Keras**] and the way of "
        ":blue[**TensorFlow**], on this machine, with your values. Every figure comes from a run that you started, and "
        "every script that ran is yours to read and to take along."
    )
    if st.button("Race Keras against TensorFlow", type="primary", icon=":material/play_arrow:"):
        state.ask_to_start("differences")
        st.switch_page("differences.py")

    st.space("small")
    with st.container(border=True):
        st.markdown("#### :material/tune: Hyperparameters", anchors=False)
        st.markdown(
            "What does a knob do, and whose is it? One is changed and all else kept: what is learned, and how fast, "
            "apart. Whose each is, the installed packages are asked."
        )
        st.page_link("hyperparameters.py", label="Open the experiment", icon=":material/arrow_forward:")
    with st.container(border=True):
        st.markdown("#### :material/balance: Key differences", anchors=False)
        st.markdown(
            "The same model? At the same speed? In how many lines? Seven ways of training, from `fit` to whole epochs "
            "compiled into one program, raced from equal weights over equal batches."
        )
        st.page_link("differences.py", label="Open the experiment", icon=":material/arrow_forward:")
    with st.container(border=True):
        st.markdown("#### :material/account_tree: How Keras rests on TensorFlow", anchors=False)
        st.markdown(
            "One network written in four ways, and the graph below it. Layers, optimizers and gradients of your own, "
            "and which distribution strategies carry a Keras model."
        )
        st.page_link("interaction.py", label="Open the experiment", icon=":material/arrow_forward:")
    with st.container(border=True):
        st.markdown("#### :material/grid_on: Convolutional networks", anchors=False)
        st.markdown(
            "A network that reads digits, in a few lines of Keras and without any. One convolution by layer, operation "
            "and loops, down to the sum of one pixel."
        )
        st.page_link("cnn.py", label="Open the experiment", icon=":material/arrow_forward:")
    with st.container(border=True):
        machine.draw()
    st.caption("To come: which one to choose")
