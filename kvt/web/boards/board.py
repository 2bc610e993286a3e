"""One workspace's TensorBoard: its own WSGI application over the records of its runs, read when somebody asks."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tensorboard.backend.application import TensorBoardWSGI
from tensorboard.backend.event_processing.data_provider import MultiplexerDataProvider
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.plugins.base_plugin import TBContext
from tensorboard.plugins.core.core_plugin import CorePlugin
from tensorboard.plugins.distribution.distributions_plugin import DistributionsPlugin
from tensorboard.plugins.graph.graphs_plugin import GraphsPlugin
from tensorboard.plugins.histogram.histograms_plugin import HistogramsPlugin
from tensorboard.plugins.hparams.hparams_plugin import HParamsPlugin
from tensorboard.plugins.metrics.metrics_plugin import MetricsPlugin
from tensorboard.plugins.scalar.scalars_plugin import ScalarsPlugin

from kvt.jobs import board_assets

# In the order of the tabs. None of them reads a file that a request names.
PLUGINS = (
    CorePlugin,
    MetricsPlugin,
    ScalarsPlugin,
    GraphsPlugin,
    DistributionsPlugin,
    HistogramsPlugin,
    HParamsPlugin,
)
POINTS = {"scalars": 500, "histograms": 50, "distributions": 50}  # of each curve, kept in memory
FRESH = 2.0  # seconds for which what was read is new enough

Environ = dict[str, Any]
Answer = Iterable[bytes]
Application = Callable[[Environ, Any], Answer]


class Board:
    """`folders` gives name → folder of records, as often as it is asked. A run that has gone leaves the board, too."""

    def __init__(self, folders: Callable[[], Mapping[str, Path]], clock: Callable[[], float] = time.monotonic) -> None:
        self._folders = folders
        self._clock = clock
        self._read_at = float("-inf")
        self._lock = threading.Lock()
        self._multiplexer = EventMultiplexer(tensor_size_guidance=POINTS, purge_orphaned_data=True)
        provider = MultiplexerDataProvider(self._multiplexer, "")
        plugins: dict[str, Any] = {}
        context = TBContext(
            data_provider=provider,
            multiplexer=self._multiplexer,
            plugin_name_to_instance=plugins,
            sampling_hints=POINTS,
            window_title="kvt · TensorBoard",
            logdir="",
        )
        plugins |= {plugin.plugin_name: plugin(context) for plugin in PLUGINS}
        self._app = TensorBoardWSGI(list(plugins.values()), data_provider=provider)

    def __call__(self, environ: Environ, start_response: Any) -> Answer:
        """One request, as WSGI has it."""
        if asset := _assets().get(environ["PATH_INFO"]):
            return asset(environ, start_response)
        self.read()
        return self._app(environ, start_response)

    def read(self) -> None:
        """Read what runs have written since; who comes while another reads waits for that."""
        with self._lock:
            if self._clock() - self._read_at < FRESH:
                return
            for name, folder in self._folders().items():
                self._multiplexer.AddRun(str(folder), name)
            self._multiplexer.Reload()
            self._read_at = self._clock()


@cache
def _assets() -> dict[str, Application]:
    """What the browser loads, the same for every board: held once, compressed."""
    return CorePlugin(TBContext(assets_zip_provider=board_assets.provide)).get_resource_apps()
