"""TensorBoard over a workspace's runs, on the app's own port, without TensorFlow in the web process."""

import sys
import types

# TensorBoard's own switch: with this module there its readers do without TensorFlow. It stands here since it must come
# before all of TensorBoard; what trains is another process, which never sees it.
sys.modules.setdefault("tensorboard.compat.notf", types.ModuleType("tensorboard.compat.notf"))
