// What held-out samples are, against what they are taken for (kvt/figures/confusion.py).

function confusionTraces(lab, { confusion, classes: names }, colors) {
  const { trace, scales } = lab.data.confusion;
  const { counts, classes } = confusion;
  const rows = Array.from({ length: classes }, (_, row) => Array.from(counts.subarray(row * classes, (row + 1) * classes)));
  const z = rows.map((row, is) => {
    const all = Math.max(1, row.reduce((sum, count) => sum + count, 0));
    return row.map((count, taken) => ((is === taken ? 1 : -1) * count) / all);
  });
  const text = rows.map((row) => row.map((count) => (count ? String(count) : "")));
  const textfont = { color: colors.text, size: classes > 12 ? 10 : 13 };
  return [{ ...trace, x: names, y: names, z, text, textfont, colorscale: scales[colors.dark ? "dark" : "light"] }];
}
