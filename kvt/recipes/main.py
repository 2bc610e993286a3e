"""From the settings to a trained model."""

from kvt.recipes.datasets.moons import load
from kvt.recipes.datasets.split import split
from kvt.recipes.engine.settings import set_up
from kvt.recipes.models.keras.mlp import build
from kvt.recipes.report import Report
from kvt.recipes.routes.keras_fit import train
from kvt.recipes.saving.keras import save
from kvt.recipes.settings import ENGINE


def main() -> None:
    if ENGINE:
        set_up()
    data = split(*load())
    model = build(data.x_train.shape[1:])
    report = Report(model, data)
    try:
        train(model, data, report)
    except KeyboardInterrupt:
        report.reason = "stopped"
    save(model)
    report.end()


if __name__ == "__main__":
    main()
