"""Compare: any runs, held against each other. The address names them: /compare?runs=id,id,…"""

import streamlit as st

from kvt.views.compare_choose import draw_chooser, say_problems, suggest
from kvt.views.compare_page import draw_live, draw_parts, words
from kvt.views.compare_runs import compared

PAGE = "compare"

found = compared()
title = "What do these runs share, and where do they part?" if found.runs else "Compare any runs"
st.title(title, anchor=False)
if found.runs:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words(found))
        draw_chooser(PAGE, found)
say_problems(found.problems)
if found.runs:
    draw_live(PAGE, found)
    draw_parts(PAGE)
    st.caption("The address of this page is the comparison: whoever opens it sees the same.")
else:
    suggest(PAGE, found)
