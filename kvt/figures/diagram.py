"""What feeds what, as a drawing in Graphviz's language: a model's layers, or the operations below them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kvt.figures.palette import KERAS, TENSORFLOW

INK, PAPER, FRAME = ("#1b1f29", "#e9ecf2"), ("#ffffff", "#191d27"), ("#b8bec9", "#4a5263")


class Node(NamedTuple):
    """`label` is one or two lines; `group` names what it belongs to, "" for nothing; `quiet` ones hand on a value."""

    label: str
    group: str = ""
    quiet: bool = False


class Diagram(NamedTuple):
    """`edges` are places in `nodes`: from, to."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]


def layers(found: Mapping[str, Any]) -> Diagram:
    """Of a graph of layers: `nodes` of name, kind and parameters, `edges` of names."""
    nodes = tuple(Node(f"{node['kind']}\n{_parameters(node['parameters'])}".strip()) for node in found["nodes"])
    return Diagram(nodes, _places(found))


def operations(found: Mapping[str, Any]) -> Diagram:
    """Of a traced graph: `nodes` of name and kind. An operation belongs to the layer whose call made it.

    Operations that are joined to nothing, and those that only name a variable, are left out of the drawing.
    """
    joined = {name for edge in found["edges"] for name in edge}
    shown = [node for node in found["nodes"] if node["name"] in joined and not _is_handle(node)]
    nodes = tuple(Node(node["kind"], _layer(node["name"]), node["kind"] in QUIET) for node in shown)
    return Diagram(nodes, _places({"nodes": shown, "edges": found["edges"]}))


def kinds(found: Mapping[str, Any]) -> dict[str, int]:
    """How many operations of each kind, commonest first."""
    return dict(Counter(node["kind"] for node in found["nodes"]).most_common())


def draw(diagram: Diagram, *, way: str, dark: bool = False, lying: bool = False) -> str:
    """The drawing's source. `way` ("keras", "tensorflow") gives the colour; `lying` runs from left to right.

    Nodes that nothing joins stand below each other.
    """
    color = (KERAS if way == "keras" else TENSORFLOW)[dark]
    lines = [
        "digraph {",
        f'  rankdir={"LR" if lying else "TB"}; bgcolor="transparent"; nodesep=0.2; ranksep=0.3;',
        f'  node [shape=box, style="rounded,filled", fillcolor="{PAPER[dark]}", color="{color}", penwidth=2,',
        f'        fontname="sans-serif", fontsize=14, fontcolor="{INK[dark]}", margin="0.14,0.07"];',
        f'  edge [color="{INK[dark]}", arrowsize=0.7];',
    ]
    groups: dict[str, list[int]] = {}
    for place, node in enumerate(diagram.nodes):
        groups.setdefault(node.group, []).append(place)
    for number, (group, places) in enumerate(groups.items()):
        inside = [_node(place, diagram.nodes[place], FRAME[dark]) for place in places]
        if group:
            look = f'label={_quoted(group)}; color="{FRAME[dark]}"; style=rounded; fontsize=13; fontname="sans-serif"'
            inside = [f"  subgraph cluster_{number} {{ {look}; fontcolor={_quoted(INK[dark])};", *inside, "  }"]
        lines += inside
    if diagram.edges:
        lines += [f"  n{start} -> n{end};" for start, end in diagram.edges]
    else:
        lines += [f"  n{place} -> n{place + 1} [style=invis];" for place in range(len(diagram.nodes) - 1)]
    return "\n".join([*lines, "}"])


QUIET = ("ReadVariableOp", "Placeholder", "Identity", "Const", "NoOp")


def _node(place: int, node: Node, frame: str) -> str:
    quiet = f', color="{frame}", penwidth=1, fontsize=12' if node.quiet else ""
    return f"  n{place} [label={_quoted(node.label)}{quiet}];"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _places(found: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    place = {node["name"]: index for index, node in enumerate(found["nodes"])}
    return tuple((place[a], place[b]) for a, b in found["edges"] if a in place and b in place)


def _is_handle(node: Mapping[str, Any]) -> bool:
    return node["kind"] == "Placeholder" and node["name"].endswith("/resource")


def _layer(name: str) -> str:
    """ "dense_1" of "sequential/dense_1_1/MatMul": Keras adds the number of the call to the layer's name."""
    parts: Sequence[str] = name.split("/")
    return parts[1].rpartition("_")[0] or parts[1] if len(parts) > 2 else ""


def _parameters(number: int) -> str:
    return f"{number:,} parameters".replace(",", " ") if number else ""
