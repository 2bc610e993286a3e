// A figure that the server made (kvt/figures). It keeps its zoom over reruns, and a click on a dot tells whose it is.

const plots = new WeakMap();

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const plot = plots.get(parentElement) ?? make(parentElement);
  plots.set(parentElement, plot);
  plot.data = data;
  plot.tell = (point) => setTriggerValue("picked", String(point));
  plot.draw();
  return () => {
    plots.delete(parentElement);
    plot.resizes.disconnect();
    plot.data = null;
    if (plot.node._fullLayout) Plotly.purge(plot.node);
  };
}

function make(parent) {
  const plot = { node: parent.querySelector(".kvt-plot") };
  plot.draw = () => draw(plot);
  plot.resizes = new ResizeObserver(() => plot.node._fullLayout && plot.node.offsetWidth && Plotly.Plots.resize(plot.node));
  plot.resizes.observe(plot.node);
  return plot;
}

async function draw(plot) {
  if (!plot.data || !(await plotly(plot)) || !plot.data) return;
  const { node, data } = plot;
  node.setAttribute("aria-label", data.alt);
  node.style.height = data.figure.layout.height ? `${data.figure.layout.height}px` : "";
  const colors = theme(node);
  const layout = { ...themed(data.figure.layout, colors), uirevision: data.revision };
  const figures = data.figure.data.map((trace) => (trace.type === "parcoords" ? { ...trace, ...inked(colors) } : trace));
  await Plotly.react(node, figures, layout, { displayModeBar: false, doubleClick: "reset" });
  if (plot.listens) return;
  plot.listens = true;
  node.on("plotly_click", ({ points }) => points[0]?.customdata !== undefined && plot.tell(points[0].customdata));
}

// Parallel coordinates have letters of their own, each kind of them.
function inked({ text, font, dark }) {
  const letters = (size) => ({ color: text, family: font, size, shadow: dark ? "none" : "auto" });
  return { labelfont: letters(15), tickfont: letters(14), rangefont: letters(12) };
}
