"""From the settings to a trained model."""

from kvt.recipes.datasets.moons import load
from kvt.recipes.datasets.split import split
from kvt.recipes.debugger.watched_run import watched
from kvt.recipes.engine.settings import set_up
from kvt.recipes.models.keras.mlp import build
from kvt.recipes.optimizers.keras import make_optimizer
from kvt.recipes.report import Report
from kvt.recipes.routes.keras_fit import train
from kvt.recipes.saving.images import keep_images
from kvt.recipes.saving.keras import save
from kvt.recipes.saving.restore import restore
from kvt.recipes.settings import DEBUGGER, ENGINE, EPOCHS_DONE, KEEP_IMAGES, KEEP_STATE


def main() -> None:
    if ENGINE:
        set_up()
    data = split(*load())
    model = build(data.x_train.shape[1:])
    optimizer = make_optimizer(model.trainable_variables)
    if EPOCHS_DONE:
        restore(model, optimizer)
    report = Report(model, data)
    try:
        if DEBUGGER != "off":
            with watched(report):
                train(model, optimizer, data, report)
        else:
            train(model, optimizer, data, report)
    except KeyboardInterrupt:
        report.reason = "stopped"
    report.end_training()
    save(model, optimizer if KEEP_STATE else None)
    if KEEP_IMAGES:
        keep_images(model, data)
    report.end()


if __name__ == "__main__":
    main()
