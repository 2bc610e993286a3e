from kvt.spec import OWNERS, Spec, knobs, parse, variants


def every_spec():
    """The default spec, and one for each kind of each part."""
    yield Spec()
    for knob in knobs(Spec()):
        for kind in (knob.options or {}) if knob.kind == "variant" else ():
            yield parse({knob.path: kind}).spec


def test_every_knob_has_a_label_a_help_and_an_owner():
    for spec in every_spec():
        for knob in knobs(spec):
            assert knob.label, knob.path
            assert knob.help, knob.path
            assert knob.owner in OWNERS, knob.path


def test_every_number_is_bounded_on_both_sides():
    for spec in every_spec():
        for knob in knobs(spec):
            if knob.kind in ("integer", "number"):
                assert knob.low is not None, knob.path
                assert knob.high is not None, knob.path


def test_the_names_of_settings_are_unique_within_a_spec():
    for spec in every_spec():
        names = [knob.setting for knob in knobs(spec)]
        assert sorted(names) == sorted(set(names))


def test_a_fresh_spec_is_all_defaults():
    for spec in every_spec():
        changed = {knob.path for knob in knobs(spec) if not knob.is_default}
        assert len(changed) <= 1  # the kind that was chosen, and nothing of its own


def test_a_bound_that_is_not_included_is_told():
    rate = next(knob for knob in knobs(Spec()) if knob.path == "training.optimizer.learning_rate")
    assert (rate.low, rate.above_low, rate.high) == (0.0, True, 10.0)


def test_what_is_found_in_a_file_is_no_knob():
    paths = {knob.path for knob in knobs(parse({"dataset": "csv"}).spec)}
    assert "dataset.target" in paths
    assert "dataset.numbers" not in paths


def test_variants_are_the_classes_by_kind():
    assert list(variants(Spec.model_fields["route"].annotation))[:2] == ["keras_fit", "keras_train_step"]
    assert variants(int) == {}
