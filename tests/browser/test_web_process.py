"""A server of its own, whose visitor looks at everything once. What a table of runs or a sweep takes comes on top."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py") if path.stem != "index")


@pytest.fixture(scope="module")
def server(serving, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("home")) as started:
        yield started


def test_the_web_process_stays_small_and_without_tensorflow_after_every_page(visit):
    tab = visit("/")
    for page in PAGES:
        tab.open("/" if page == "home" else f"/{page}")
    tab.open("/differences?dataset.samples=200&training.epochs=3&routes=keras_fit")
    tab.race()
    process = tab.server.process
    assert process.memory_info().rss < 150e6
    maps = Path(f"/proc/{process.pid}/maps")
    if maps.exists():
        assert "tensorflow" not in maps.read_text()
