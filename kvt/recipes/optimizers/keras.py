"""The optimizer, as Keras has it."""

import keras

from kvt.recipes.settings import (
    ACCUMULATION,
    AMSGRAD,
    BETA_1,
    BETA_2,
    CENTERED,
    CLIP,
    CLIP_LIMIT,
    DECAY_RATE,
    DECAY_STEPS,
    EMA,
    EMA_MOMENTUM,
    EPSILON,
    FINAL_SHARE,
    LEARNING_RATE,
    MOMENTUM,
    NESTEROV,
    OPTIMIZER,
    RHO,
    SCHEDULE,
    WARMUP_STEPS,
    WEIGHT_DECAY,
)


def make_optimizer(variables: list[keras.Variable]) -> keras.optimizers.Optimizer:
    if SCHEDULE == "exponential":
        learning_rate = keras.optimizers.schedules.ExponentialDecay(LEARNING_RATE, DECAY_STEPS, DECAY_RATE)
    elif SCHEDULE == "cosine":
        learning_rate = keras.optimizers.schedules.CosineDecay(
            0.0 if WARMUP_STEPS else LEARNING_RATE,
            DECAY_STEPS,
            alpha=FINAL_SHARE,
            warmup_target=LEARNING_RATE if WARMUP_STEPS else None,
            warmup_steps=WARMUP_STEPS or None,
        )
    if OPTIMIZER == "sgd":
        optimizer = keras.optimizers.SGD(
            LEARNING_RATE if SCHEDULE == "constant" else learning_rate,
            momentum=MOMENTUM or None,
            nesterov=NESTEROV or None,
            weight_decay=WEIGHT_DECAY or None,
            clipvalue=CLIP_LIMIT if CLIP == "value" else None,
            clipnorm=CLIP_LIMIT if CLIP == "norm" else None,
            global_clipnorm=CLIP_LIMIT if CLIP == "global_norm" else None,
            use_ema=EMA or None,
            ema_momentum=EMA_MOMENTUM if EMA else None,
            gradient_accumulation_steps=ACCUMULATION if ACCUMULATION > 1 else None,
        )
    elif OPTIMIZER == "rmsprop":
        optimizer = keras.optimizers.RMSprop(
            LEARNING_RATE if SCHEDULE == "constant" else learning_rate,
            rho=RHO,
            momentum=MOMENTUM or None,
            epsilon=EPSILON,
            centered=CENTERED or None,
            weight_decay=WEIGHT_DECAY or None,
            clipvalue=CLIP_LIMIT if CLIP == "value" else None,
            clipnorm=CLIP_LIMIT if CLIP == "norm" else None,
            global_clipnorm=CLIP_LIMIT if CLIP == "global_norm" else None,
            use_ema=EMA or None,
            ema_momentum=EMA_MOMENTUM if EMA else None,
            gradient_accumulation_steps=ACCUMULATION if ACCUMULATION > 1 else None,
        )
    elif OPTIMIZER == "adam":
        optimizer = keras.optimizers.Adam(
            LEARNING_RATE if SCHEDULE == "constant" else learning_rate,
            beta_1=BETA_1,
            beta_2=BETA_2,
            epsilon=EPSILON,
            amsgrad=AMSGRAD or None,
            weight_decay=WEIGHT_DECAY or None,
            clipvalue=CLIP_LIMIT if CLIP == "value" else None,
            clipnorm=CLIP_LIMIT if CLIP == "norm" else None,
            global_clipnorm=CLIP_LIMIT if CLIP == "global_norm" else None,
            use_ema=EMA or None,
            ema_momentum=EMA_MOMENTUM if EMA else None,
            gradient_accumulation_steps=ACCUMULATION if ACCUMULATION > 1 else None,
        )
    else:
        optimizer = keras.optimizers.AdamW(
            LEARNING_RATE if SCHEDULE == "constant" else learning_rate,
            weight_decay=WEIGHT_DECAY,
            beta_1=BETA_1,
            beta_2=BETA_2,
            epsilon=EPSILON,
            amsgrad=AMSGRAD or None,
            clipvalue=CLIP_LIMIT if CLIP == "value" else None,
            clipnorm=CLIP_LIMIT if CLIP == "norm" else None,
            global_clipnorm=CLIP_LIMIT if CLIP == "global_norm" else None,
            use_ema=EMA or None,
            ema_momentum=EMA_MOMENTUM if EMA else None,
            gradient_accumulation_steps=ACCUMULATION if ACCUMULATION > 1 else None,
        )
    optimizer.build(variables)  # now rather than in the first step, which would be traced twice for it
    return optimizer
