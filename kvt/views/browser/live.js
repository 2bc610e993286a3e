// The live chart: asks the feed for what is new, keeps it, and draws it. One `lab` a place on the page, kept over reruns.

const BEAT = 250; // ms between two polls: four a second
const EAGER = 100; // until the first step is there
const labs = new WeakMap();

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const lab = labs.get(parentElement) ?? make(parentElement);
  labs.set(parentElement, lab);
  lab.data = data;
  lab.tell = () => setTriggerValue("finished", data.race);
  if (lab.race !== data.race) begin(lab);
  lab.draw(); // the theme may be another
  return () => {
    labs.delete(parentElement);
    leave(lab);
  };
}

function make(parent) {
  const root = parent.querySelector(".kvt-live");
  const find = (name) => root.querySelector(`.kvt-${name}`);
  const lab = { root, rested: 0, hidden: new Set(), view: { measure: "loss", unit: "steps", log: false } };
  for (const name of ["notice", "rows", "tools", "chart", "key", "pane", "caption", "picture", "choice"]) lab[name] = find(name);
  let frame, later;
  // For what a person did: in the next frame.
  lab.draw = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => draw(lab));
  };
  // For what the feed brought: as soon as drawing would leave the browser four fifths of its time.
  lab.refresh = () => {
    clearTimeout(later);
    later = setTimeout(lab.draw, lab.rested - performance.now());
  };
  lab.wake = () => document.hidden || (lab.draw(), poll(lab));
  document.addEventListener("visibilitychange", lab.wake);
  lab.resizes = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target._fullLayout && target.offsetWidth) Plotly.Plots.resize(target);
  });
  lab.resizes.observe(lab.chart);
  lab.resizes.observe(lab.picture);
  return lab;
}

function begin(lab) {
  clearTimeout(lab.timer);
  lab.race = lab.data.race;
  lab.histories = lab.data.runs.map((run) => new History(run));
  Object.assign(lab, { pinned: null, told: false, failures: 0 });
  lab.hidden.clear();
  lab.pictured = null;
  lab.choice.replaceChildren();
  makeTools(lab);
  makeRows(lab);
  poll(lab);
}

function leave(lab) {
  clearTimeout(lab.timer);
  lab.race = null;
  lab.histories = [];
  lab.resizes.disconnect();
  document.removeEventListener("visibilitychange", lab.wake);
  for (const node of [lab.chart, lab.picture]) if (node._fullLayout) Plotly.purge(node);
}

async function draw(lab) {
  lab.root.hidden = !lab.histories.length;
  if (!lab.histories.length) return void idle(() => plotly(lab)); // so that the first race finds it there
  lab.root.classList.toggle("kvt-dark", theme(lab.root).dark);
  drawTools(lab);
  drawRows(lab);
  const nothing = lab.histories.every((history) => history.ended && !history.stepsDone);
  lab.chart.parentElement.hidden = nothing; // axes without a curve tell of nothing
  if (nothing || document.hidden || !(await plotly(lab)) || !lab.histories.length) return;
  const begun = performance.now();
  lab.pane.hidden = !pictured(lab).length; // before the chart, which is narrower beside it
  await drawChart(lab);
  await drawPicture(lab);
  lab.rested = begun + 5 * (performance.now() - begun);
  if (lab.listens) return;
  lab.listens = true;
  lab.chart.on("plotly_relayout", (change) => "xaxis.range[0]" in change || "xaxis.autorange" in change ? lab.draw() : null);
}

async function poll(lab) {
  clearTimeout(lab.timer);
  const { race } = lab;
  const open = lab.histories.filter((history) => !history.ended);
  if (!open.length || lab.asking === race) return;
  lab.asking = race;
  try {
    const changed = await ask(open);
    if (lab.race !== race) return;
    lab.failures = 0;
    if (changed) lab.refresh();
  } catch {
    lab.failures += 1;
  } finally {
    if (lab.asking === race) lab.asking = null;
  }
  if (lab.race !== race) return;
  notice(lab);
  if (lab.histories.every((history) => history.ended)) return finish(lab);
  lab.timer = setTimeout(() => poll(lab), pause(lab));
}

// Milliseconds to the next poll.
function pause({ failures, histories }) {
  if (failures) return BEAT * 2 ** Math.min(failures, 5);
  if (histories.some((history) => history.more)) return 0;
  if (document.hidden) return 8 * BEAT;
  return histories.some((history) => history.stepsDone) ? BEAT : EAGER;
}

async function ask(open) {
  const url = new URL("kvt/feed", base());
  for (const history of open) url.searchParams.append("run", `${history.id}:${history.offset}`);
  const response = await fetch(url, { signal: AbortSignal.timeout(10000) });
  if (!response.ok) throw new Error(response.statusText);
  const { runs } = await response.json();
  return open.map((history, i) => history.take(runs[i])).some(Boolean);
}

// Once, and only for a race that was still going when the page was last made: the page then shows its verdicts.
function finish(lab) {
  if (lab.data.ended || lab.told) return;
  lab.told = true;
  lab.tell();
}

function notice(lab) {
  const words = lab.failures < 3 ? "" : "The server does not answer. What was seen so far stays; asking again, more slowly.";
  lab.notice.hidden = !words;
  if (lab.notice.textContent !== words) lab.notice.textContent = words;
}
