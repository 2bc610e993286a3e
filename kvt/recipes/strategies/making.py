"""The strategies of tf.distribute, on one machine."""

import json
import os
import socket

import tensorflow as tf

from kvt.recipes.settings import DEVICES


def split_cpu() -> list[str]:
    """Make DEVICES logical devices of the CPU, and name them. Only before TensorFlow's first operation."""
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * DEVICES)
    return [f"/cpu:{number}" for number in range(DEVICES)]


def make_strategy(name: str) -> tf.distribute.Strategy:
    devices = split_cpu()
    if name == "OneDevice":
        return tf.distribute.OneDeviceStrategy(devices[-1])
    if name == "Mirrored":
        return tf.distribute.MirroredStrategy(devices)
    if name == "CentralStorage":
        return tf.distribute.experimental.CentralStorageStrategy(devices, parameter_device=devices[0])
    if name == "MultiWorkerMirrored":
        return tf.distribute.MultiWorkerMirroredStrategy()  # who else takes part stands in TF_CONFIG
    if name == "ParameterServer":
        return tf.distribute.ParameterServerStrategy(tf.distribute.cluster_resolver.TFConfigClusterResolver())
    return tf.distribute.get_strategy()  # what is always there: one device, no strategy


def tasks(name: str) -> list[dict[str, str]]:
    """The environment of each process that a strategy takes; the first of them is the one that trains."""
    if name == "MultiWorkerMirrored":
        cluster, members = {"worker": addresses(2)}, [("worker", 0), ("worker", 1)]
    elif name == "ParameterServer":
        cluster = {"chief": addresses(1), "worker": addresses(1), "ps": addresses(1)}
        members = [("chief", 0), ("worker", 0), ("ps", 0)]
    else:
        return [{}]
    return [
        {"TF_CONFIG": json.dumps({"cluster": cluster, "task": {"type": kind, "index": index}})}
        for kind, index in members
    ]


def addresses(count: int) -> list[str]:
    """Ports of this machine that are free now."""
    listeners = [socket.create_server(("localhost", 0)) for _ in range(count)]
    found = [f"localhost:{listener.getsockname()[1]}" for listener in listeners]
    for listener in listeners:
        listener.close()
    return found


def serve_cluster() -> None:
    """Be a worker or a parameter server for the chief, for ever; return at once where no such part is to be played."""
    task = json.loads(os.environ.get("TF_CONFIG", "{}")).get("task", {})
    if "chief" in os.environ.get("TF_CONFIG", "") and task["type"] != "chief":
        cluster = tf.distribute.cluster_resolver.TFConfigClusterResolver().cluster_spec()
        tf.distribute.Server(cluster, task["type"], task["index"], protocol="grpc").join()
