"""One run, by its own link: /run?id=…"""

from kvt.views.run_page import draw_run

draw_run("run")
