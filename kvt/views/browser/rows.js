// One row a route: who it is, how far it is, how fast. The rows are the chart's legend; a click hides a route's curves.

const WORDS = {
  "": "…",
  queued: "waits",
  running: "runs",
  completed: "done",
  stopped: "stopped",
  failed: "failed",
  killed: "killed",
  lost: "lost",
  unknown: "no longer there",
};

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const count = new Intl.NumberFormat("en");
const spaced = (text) => text.replaceAll(",", "\u202f");

const LONG = 26; // letters of a name that has no room beside the figures

function makeRows(lab) {
  lab.rows.classList.toggle("kvt-long", lab.histories.some(({ title }) => title.length > LONG));
  for (const history of lab.histories) history.row = row(history, lab);
  lab.rows.replaceChildren(...lab.histories.map((history) => history.row.node));
}

function row(history, lab) {
  const node = option(history.id, swatch(history), () => {
    if (!lab.hidden.delete(history.id)) lab.hidden.add(history.id);
    lab.draw();
  });
  node.className = "kvt-row";
  paint(node, history);
  const told = cell("kvt-facts", "");
  const bar = document.createElement("progress");
  node.append(cell("kvt-name", history.title), told, bar);
  return { node, told, bar };
}

function drawRows(lab) {
  for (const history of lab.histories) {
    const { node, told, bar } = history.row;
    node.dataset.state = history.state;
    node.title = history.reason || `${history.title}: show or hide its curves`;
    node.setAttribute("aria-pressed", !lab.hidden.has(history.id));
    told.textContent = facts(history);
    bar.value = history.totalSteps ? history.stepsDone / history.totalSteps : 0;
  }
}

// What matters most comes first: beside a long name the last ones, each as a whole, are not to be seen (live.css).
function facts(history) {
  const parts = [state(history)];
  const { speed, stepsDone, totalSteps } = history;
  if (speed) parts.push(`${spaced(number.format(speed))} steps/s`);
  if (history.state === "running" && !history.end && stepsDone) {
    if (speed && stepsDone < totalSteps) parts.push(`${duration((totalSteps - stepsDone) / speed)} left`);
    parts.push(`step ${spaced(count.format(stepsDone))} of ${spaced(count.format(totalSteps))}`);
  } else if (stepsDone) parts.push(`${spaced(count.format(stepsDone))} steps`);
  return parts.filter(Boolean).map(whole).join(" ·\u00a0");
}

const whole = (text) => text.replaceAll(" ", "\u00a0");

function state(history) {
  if (history.nanStep) return `NaN at step ${spaced(count.format(history.nanStep))}`;
  if (history.state === "running" && !history.start) return "starting TensorFlow";
  if (history.state === "running" && !history.stepsDone) return "tracing the first step";
  if (history.state === "running" && history.end) return "saving";
  if (history.state === "running") return "";
  if (history.end?.reason === "early") return "stopped early";
  return WORDS[history.state] ?? history.state;
}

function duration(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${number.format(seconds / 3600)} h`;
}

function cell(name, text) {
  const node = document.createElement("span");
  node.className = name;
  node.textContent = text;
  return node;
}

// Both colours; the style sheet takes the one of the theme.
function paint(node, history) {
  node.style.setProperty("--kvt-light", history.light.validation.line.color);
  node.style.setProperty("--kvt-dark", history.dark.validation.line.color);
}

const DASHES = { solid: "", dash: "7 4", dot: "2 4", dashdot: "7 3 2 3", longdash: "11 4", longdashdot: "11 3 2 3" };

// A short piece of the route's line, as the chart draws it.
function swatch(history) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS(svg.namespaceURI, "line");
  const { dash } = history.light.validation.line;
  const set = (node, values) => Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
  set(svg, { class: "kvt-swatch", width: 34, height: 12, "aria-hidden": true });
  set(line, { x1: 1, x2: 33, y1: 6, y2: 6, "stroke-width": 4, "stroke-dasharray": DASHES[dash] ?? "" });
  svg.append(line);
  return svg;
}
