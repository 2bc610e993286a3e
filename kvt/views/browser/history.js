// What is known of one run: a fold of its events, as kvt/runs/history.py does it.

const ENDED = ["completed", "stopped", "failed", "killed", "lost", "unknown"];

class History {
  constructor(run) {
    Object.assign(this, run); // id, title and the looks of its lines
    this.offset = 0;
    this.state = "";
    this.reason = "";
    this.more = true;
    this.marks = []; // where a person paused it, or changed its learning rate
    this.sums = {}; // of the epoch so far, by column
    for (const name of ["steps", "seconds", "loss", "metric", "epochs", "valLoss", "valMetric"]) this[name] = new Column();
  }

  get ended() {
    return ENDED.includes(this.state) && !this.more;
  }

  get stepsDone() {
    return this.end?.steps ?? this.steps.values.at(-1) ?? 0;
  }

  get totalSteps() {
    return this.start ? this.start.epochs * this.start.steps_per_epoch : 0;
  }

  // Steps a second: when ended without the first call, before that over the last two seconds. Null if not known yet.
  get speed() {
    if (this.end) {
      if (!["completed", "early"].includes(this.end.reason)) return null; // cut short: not to be compared
      const { first_call_steps = 0, training_seconds, first_call_seconds = 0 } = this.end;
      const steps = this.end.steps - (this.start?.epochs_done ?? 0) * (this.start?.steps_per_epoch ?? 0); // its own
      const seconds = training_seconds - first_call_seconds;
      return steps > first_call_steps && seconds > 0 ? (steps - first_call_steps) / seconds : null;
    }
    const steps = this.steps.values, seconds = this.seconds.values;
    if (steps.length < 2) return null;
    const now = seconds.at(-1);
    const since = Math.max(1, searchsorted(seconds, now - 2)); // not the first step: it was traced in there
    const passed = now - seconds[since];
    return passed > 0 ? (steps.at(-1) - steps[since]) / passed : null;
  }

  take(answer) {
    const { state, reason = "", offset = this.offset, more = false, events = [] } = answer;
    const changed = events.length > 0 || state !== this.state;
    Object.assign(this, { state, reason, offset, more });
    for (const event of events) this.fold(event);
    return changed;
  }

  fold(event) {
    const fold = this[`on_${event.kind}`];
    if (fold) fold.call(this, event);
  }

  on_start(event) {
    this.start = event;
    this.time = event.time;
  }

  on_points(event) {
    this.points = { x: floats(event.x), y: floats(event.y), features: event.features };
  }

  on_steps(event) {
    const { first, stride = 1, time } = event;
    const loss = floats(event.loss), count = loss.length;
    const begin = this.time - this.start.time, passed = time - this.time;
    this.steps.push(Float64Array.from({ length: count }, (_, i) => first + i * stride));
    // Steps of one flush are spread evenly over the time since the last one.
    this.seconds.push(Float64Array.from({ length: count }, (_, i) => begin + (passed * (i + 1)) / count));
    const metric = floats(event[this.start.metric]);
    this.loss.push(event.running ? this.own(loss, "loss", first, stride) : loss);
    this.metric.push(event.running ? this.own(metric, "metric", first, stride) : metric);
    this.time = time;
  }

  // Keras reports means over the epoch so far; what a step added to the mean is its own value.
  own(means, name, first, stride) {
    const each = this.start.steps_per_epoch;
    return means.map((mean, i) => {
      const seen = ((first + i * stride - 1) % each) + 1, sum = seen * mean;
      const own = (sum - (seen <= stride ? 0 : this.sums[name])) / stride;
      this.sums[name] = sum;
      return own;
    });
  }

  on_epochs(event) {
    const { first, count, time } = event;
    const epochs = Array.from({ length: count }, (_, i) => first + i);
    const means = (column) => epochs.map((epoch) => this.mean(column.values, epoch));
    this.validated = "val_loss" in event;
    this.epochs.push(epochs);
    this.valLoss.push(this.validated ? floats(event.val_loss) : means(this.loss));
    this.valMetric.push(this.validated ? floats(event[`val_${this.start.metric}`]) : means(this.metric));
    this.time = Math.max(this.time, time);
  }

  on_boundary(event) {
    this.boundary = { ...event, values: octets(event.values) };
  }

  on_curve(event) {
    this.curve = { step: event.step, x: floats(event.x), y: floats(event.y) };
  }

  on_confusion(event) {
    this.confusion = { step: event.step, classes: event.classes, counts: floats(event.counts) };
  }

  on_result(event) {
    if (event.name === "control") this.marks.push(event);
  }

  on_nan(event) {
    this.nanStep = event.step;
  }

  on_end(event) {
    this.end = event;
  }

  // The mean of a training column over one epoch's steps: what stands for validation where no sample was kept for it.
  mean(values, epoch) {
    const each = this.start.steps_per_epoch, steps = this.steps.values;
    const own = values.subarray(searchsorted(steps, (epoch - 1) * each + 1), searchsorted(steps, epoch * each + 1));
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  }
}
