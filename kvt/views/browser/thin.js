// Fewer points, same picture: each bucket's least and greatest value, as kvt/figures/thin.py does it.

// At most `points` indices into `values` from `first` up to `last`, rising; the ends always stay.
function thin(values, first, last, points) {
  if (last - first <= points) return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  // A chart that is not laid out yet has no width, and so room for no points: one bucket then, not a step backwards.
  const size = Math.ceil((last - first) / Math.max(1, points / 2 - 1));
  const kept = [first];
  const keep = (index) => index > kept.at(-1) && kept.push(index);
  for (let begin = first; begin < last; begin += size) {
    const end = Math.min(begin + size, last);
    let least = begin, greatest = begin, low = Infinity, high = -Infinity;
    for (let i = begin; i < end; i++) {
      const value = values[i]; // a NaN is neither less nor greater
      if (value < low && value > -Infinity) [low, least] = [value, i];
      if (value > high && value < Infinity) [high, greatest] = [value, i];
    }
    keep(Math.min(least, greatest));
    keep(Math.max(least, greatest));
  }
  keep(last - 1);
  return kept;
}
