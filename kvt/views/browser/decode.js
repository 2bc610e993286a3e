// From the feed's text to typed arrays, and columns that grow.

function octets(text) {
  const raw = atob(text);
  const values = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) values[i] = raw.charCodeAt(i);
  return values;
}

const floats = (text) => new Float32Array(octets(text).buffer);

class Column {
  constructor() {
    this.room = new Float64Array(1024);
    this.length = 0;
  }

  get values() {
    return this.room.subarray(0, this.length);
  }

  push(values) {
    if (this.length + values.length > this.room.length) {
      const room = new Float64Array(Math.max(2 * this.room.length, this.length + values.length));
      room.set(this.values);
      this.room = room;
    }
    this.room.set(values, this.length);
    this.length += values.length;
  }
}

// The first index whose value is at least `bound`, in rising values.
function searchsorted(values, bound) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
