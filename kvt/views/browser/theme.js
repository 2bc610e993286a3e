// Streamlit's theme, as plotly needs it.

function theme(root) {
  const style = getComputedStyle(root);
  const read = (name, otherwise) => style.getPropertyValue(`--st-${name}`).trim() || otherwise;
  const background = read("background-color", "#ffffff");
  const text = read("text-color", "#31333f");
  return { background, text, font: read("font", "sans-serif"), dark: brightness(background) < brightness(text) };
}

function brightness(color) {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return 0.3 * red + 0.6 * green + 0.1 * blue;
}

// A base layout of kvt/figures in the theme's colours. `changes` are by axis.
function themed(base, { text, font, dark, background }, changes = {}) {
  const faint = dark ? "rgba(250, 250, 250, 0.16)" : "rgba(49, 51, 63, 0.14)";
  const axis = { gridcolor: faint, linecolor: faint, tickcolor: faint };
  const axes = Object.keys(base).filter((name) => /^[xy]axis\d*$/.test(name));
  return {
    ...base,
    ...Object.fromEntries(axes.map((name) => [name, { ...base[name], ...axis }])),
    autosize: true,
    font: { ...base.font, color: text, family: font },
    hoverlabel: { ...base.hoverlabel, bgcolor: background, bordercolor: faint, font: { ...base.hoverlabel.font, color: text } },
    modebar: { bgcolor: "rgba(0, 0, 0, 0)", color: text, activecolor: text },
    xaxis: { ...base.xaxis, ...axis, ...changes.xaxis },
    yaxis: { ...base.yaxis, ...axis, ...changes.yaxis },
  };
}
