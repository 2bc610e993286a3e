// The small buttons above the chart: what is measured, along what, on which scale. Made once: a button that were made
// anew between press and release would lose the click.

const KEY = "thin: training, each step · strong: validation, each epoch";
const KEY_ALONE = "thin: training, each step · strong: its mean, each epoch";

function makeTools(lab) {
  const choose = (name) => (value) => {
    lab.view[name] = value;
    lab.draw();
  };
  lab.groups = {
    measure: group("Measure", [["loss", "loss"], ["metric", "accuracy"]], choose("measure")),
    unit: group("Along", ["steps", "epochs", "seconds"].map((unit) => [unit, unit]), choose("unit")),
    log: group("Scale", [[false, "linear"], [true, "log"]], choose("log")),
  };
  lab.tools.replaceChildren(...Object.values(lab.groups));
}

function drawTools(lab) {
  for (const [name, node] of Object.entries(lab.groups)) press(node, lab.view[name]);
  lab.groups.measure.lastChild.textContent = metricOf(lab);
  lab.key.textContent = lab.histories.some((history) => history.validated === false) ? KEY_ALONE : KEY;
}

const metricOf = (lab) => lab.histories.find((history) => history.start)?.start.metric ?? "accuracy";

function group(label, options, pick) {
  const node = document.createElement("div");
  node.className = "kvt-group";
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", label);
  node.append(...options.map(([value, text]) => option(value, text, pick)));
  return node;
}

function option(value, content, pick) {
  const button = document.createElement("button");
  button.type = "button";
  button.value = value;
  button.append(content);
  button.onclick = () => pick(value);
  return button;
}

function press(node, value) {
  for (const button of node.children) button.setAttribute("aria-pressed", button.value === String(value));
}
