"""Figures as plain plotly dictionaries: pure functions of histories. Each one selects, then draws what it selected."""
