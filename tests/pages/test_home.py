from importlib.metadata import version

import streamlit as st

from kvt.claims.advice import PROFILES


def test_home_says_what_machine_this_is(visit):
    app = visit("")
    assert not app.exception
    text = " ".join(element.value for element in app.markdown)
    assert f"Keras {version('keras')}" in text
    assert "core" in text


def test_the_button_leads_to_the_experiment_and_starts_it(visit, bench):
    app = visit("")
    app.button[0].click().run()
    assert not app.exception
    assert len(bench.races) == 1
    assert "bit for bit" in [metric.value for metric in app.metric]


def test_a_tab_is_known_to_the_manager_wherever_it_opened(visit, bench):
    visit("")
    assert bench.tabs == ["visitor"]


def test_a_closed_tab_is_told_to_the_manager(visit, bench):
    visit("")
    st.cache_resource.clear()
    assert bench.tabs == []


def test_home_asks_what_one_wants_and_leads_to_the_advice_for_it(visit):
    queries = [link.proto.query_string for link in visit("").get("page_link")]
    assert sum("needs=" in query for query in queries) == len(PROFILES)
    assert any("speed%3A3" in query for query in queries)
