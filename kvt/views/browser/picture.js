// What one route has learned: the boundary between classes, the curve of a regression (kvt/figures/picture.py), or what
// held-out samples are taken for.

const answerOf = ({ points, boundary, curve, confusion }) => confusion ?? (points ? (curve ?? boundary) : undefined);
const pictured = (lab) => lab.histories.filter(answerOf);

function drawPicture(lab) {
  const seen = pictured(lab);
  if (!seen.length) return;
  const chosen = seen.find((history) => history.id === lab.pinned) ?? follow(seen);
  drawChoice(lab, seen, chosen);
  const colors = theme(lab.root);
  const answer = answerOf(chosen);
  if (lab.pictured?.answer === answer && lab.pictured.background === colors.background) return;
  lab.pictured = { answer, background: colors.background };
  const traces = tracesOf(lab, chosen, colors);
  const base = chosen.confusion ? lab.data.confusion : lab.data.picture;
  const layout = { ...themed(base.layout, colors), uirevision: lab.race, dragmode: false };
  return Plotly.react(lab.picture, traces, layout, { displayModeBar: false });
}

function tracesOf(lab, history, colors) {
  if (history.confusion) return confusionTraces(lab, history, colors);
  return history.curve ? fitTraces(lab, history, colors) : partingTraces(lab, history, colors);
}

// Whoever trains now; when nobody does, who trained last.
function follow(seen) {
  return seen.find((history) => history.state === "running" && !history.end) ?? seen.at(-1);
}

function fitTraces(lab, history, colors) {
  const { samples, curve } = lab.data.picture;
  const color = (colors.dark ? history.dark : history.light).validation.line.color;
  return [
    { ...samples, x: Array.from(history.points.x), y: Array.from(history.points.y) },
    { ...curve, x: Array.from(history.curve.x), y: Array.from(history.curve.y), line: { width: 5, color } },
  ];
}

function partingTraces(lab, history, colors) {
  const { ground, edge, classes: looks, scales, ink } = lab.data.picture;
  const { points, boundary } = history;
  const { size, low, high, values } = boundary;
  const classes = Math.max(2, Math.max(...points.y) + 1);
  const spread = (axis) => Array.from({ length: size }, (_, i) => low[axis] + ((high[axis] - low[axis]) * i) / (size - 1));
  const scaled = classes === 2 ? Array.from(values, (value) => value / 255) : Array.from(values);
  const z = spread(1).map((_, row) => scaled.slice(row * size, (row + 1) * size));
  const grid = { x: spread(0), y: spread(1), z };
  const colorscale = scales[colors.dark ? "dark" : "light"][Math.min(classes, looks.length)];
  const traces = [{ ...ground, ...grid, zmin: 0, zmax: classes - 1, colorscale, zsmooth: classes === 2 ? "best" : false }];
  if (classes === 2) traces.push({ ...edge, ...grid, line: { width: 3, color: ink[colors.dark ? 1 : 0] } });
  for (let label = 0; label < classes; label++) {
    const own = [...points.y.keys()].filter((i) => points.y[i] === label);
    traces.push({ ...looks[label % looks.length], x: own.map((i) => points.x[2 * i]), y: own.map((i) => points.x[2 * i + 1]) });
  }
  return traces;
}

function drawChoice(lab, seen, chosen) {
  const { step } = answerOf(chosen);
  const what = chosen.confusion ? "held-out samples, " : "";
  lab.caption.textContent = `${chosen.title}, ${what}step ${spaced(count.format(step))}`;
  if (lab.choice.children.length !== seen.length) lab.choice.replaceChildren(...seen.map((history) => choiceOf(history, lab)));
  press(lab.choice, chosen.id);
}

function choiceOf(history, lab) {
  const button = option(history.id, swatch(history), () => {
    lab.pinned = lab.pinned === history.id ? null : history.id; // a second click follows the race again
    lab.draw();
  });
  paint(button, history);
  button.title = `Show what “${history.title}” has learned`;
  button.setAttribute("aria-label", button.title);
  return button;
}
