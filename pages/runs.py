"""Every run of the visitor: found again, tagged, compared, taken along, brought in, deleted and had back."""

from kvt.views.history import draw_history

draw_history("runs")
