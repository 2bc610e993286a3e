// The large chart. Every draw gives plotly the same revision, so that a zoom outlives any number of updates.

const POINTS = 2000; // a trace; two a pixel are enough

const CONFIG = {
  displaylogo: false,
  modeBarButtons: [["zoom2d", "pan2d", "resetScale2d", "toImage"]],
  doubleClick: "reset",
};

function drawChart(lab) {
  const { chart: node, view, histories, data } = lab;
  const colors = theme(lab.root);
  const measure = view.measure === "loss" ? "loss" : metricOf(lab);
  const shown = histories.filter((history) => !lab.hidden.has(history.id));
  const looks = (history) => (colors.dark ? history.dark : history.light);
  const traces = [
    ...shown.map((history) => ({ ...looks(history).training, ...trainingLine(history, view, node) })),
    ...shown.map((history) => ({ ...looks(history).validation, ...epochLine(history, view) })),
  ];
  const layout = themed(data.layout, colors, {
    xaxis: { title: { text: view.unit } },
    yaxis: { title: { text: data.names[measure] }, ...(view.log ? { type: "log", dtick: "D2", tickformat: "~g" } : {}) },
  });
  layout.showlegend = false;
  Object.assign(layout, steered(shown, view, colors));
  layout.uirevision = Object.values(view).join(); // a zoom makes no sense on other axes
  return Plotly.react(node, traces, layout, CONFIG);
}

const MARKS = 40; // the latest ones
const SIGNS = { pause: "\u275a\u275a", play: "\u25b6", step: "" };

// Lines where a run was paused or its learning rate changed, each with its word above it.
function steered(histories, view, colors) {
  const history = histories.find((history) => history.marks.length && history.steps.length);
  if (!history) return {};
  const along = position(history, view.unit), last = history.steps.length - 1;
  const marks = history.marks.filter(({ do: what }) => what !== "step").slice(-MARKS);
  const at = ({ step }) => along(Math.min(last, searchsorted(history.steps.values, step)));
  const color = colors.text;
  const line = (mark) => ({ width: mark.do === "rate" ? 2 : 1, dash: mark.do === "rate" ? "dash" : "dot", color });
  return {
    shapes: marks.map((mark) => ({ type: "line", yref: "paper", y0: 0, y1: 1, x0: at(mark), x1: at(mark), line: line(mark) })),
    annotations: marks.map((mark, i) => ({
      x: at(mark), y: 1 - 0.07 * (i % 3), yref: "paper", yanchor: "top", xanchor: "left", showarrow: false,
      text: mark.do === "rate" ? `rate ${mark.rate}` : SIGNS[mark.do], font: { size: 13, color },
    })),
  };
}

// All steps, thinned; when zoomed, the visible ones alone, so that zooming in shows more.
function trainingLine(history, view, node) {
  const y = (view.measure === "loss" ? history.loss : history.metric).values;
  const along = position(history, view.unit);
  const [first, last] = visible(along, y.length, node._fullLayout?.xaxis, view.unit);
  const kept = thin(y, first, last, Math.min(POINTS, 2 * node.offsetWidth));
  return { x: kept.map(along), y: kept.map((i) => y[i]) };
}

function epochLine(history, view) {
  const y = Array.from((view.measure === "loss" ? history.valLoss : history.valMetric).values);
  const along = position(history, view.unit);
  const each = history.start?.steps_per_epoch ?? 1;
  const steps = history.steps.values;
  const at = (epoch) => along(Math.max(0, searchsorted(steps, epoch * each + 1) - 1));
  const x = Array.from(history.epochs.values, at);
  return { x, y };
}

// Where the step of index i stands on the horizontal axis.
function position(history, unit) {
  const steps = history.steps.values, seconds = history.seconds.values;
  const each = history.start?.steps_per_epoch ?? 1;
  return { steps: (i) => steps[i], epochs: (i) => steps[i] / each, seconds: (i) => seconds[i] }[unit];
}

// The range of indices within a zoomed axis, with one more on either side; everything when it is not zoomed.
function visible(along, count, axis, unit) {
  if (!axis || axis.autorange !== false || axis.title?.text !== unit) return [0, count];
  const index = (bound) => {
    let low = 0, high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (along(middle) < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [Math.max(0, index(axis.range[0]) - 1), Math.min(count, index(axis.range[1]) + 1)];
}
