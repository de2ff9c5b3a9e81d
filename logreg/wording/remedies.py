"""What is said where a run could be mended: templates of claims, see claims.py."""

from collections.abc import Mapping
from types import MappingProxyType

REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        # --- What could be changed, and why ---
        "overshoots further": "Learning rate × L2 is {product:chosen}; above 2 every step"
        " overshoots further.",
        "one rate for two scales": "{wide} varies {ratio:rough} times as much as {narrow}, and one"
        " rate must fit both.",
        "step too long": "Your step is {ratio:rough} times the safe one.",
        "few seen": "Each step saw {n_seen} of {n:point}.",
        "by heart": "Since iteration {lowest_at} it learns the training points by heart.",
        "never stop": "Parted without error: the weights will never stop.",
        "step too short": "Your step could be {ratio:rough} times as long and still be safe.",
        "ravine": "A ravine: the loss curves {condition:rough} times as much across as along.",
        "penalty too strong": "The penalty keeps all weights near 0.",
        "left out": "No {what} has a lower loss. Of the terms left out, {term} promises most.",
        "accuracy flatters": "Accuracy flatters: always saying {name} is right for"
        " {share:percent}.",
        "few test points": "{n_correct} of {n:test point} right: of new ones, anything from"
        " {low:percent} to {high:percent}.",
        "nothing to repair": "Nothing to repair.",
        "no remedy": "No single change that was tried here helps.",
        "too large to try": "Too large a run to try changes on.",
        # --- On the button ---
        "set rate": "Set the rate to {rate:chosen}",
        "standardise and set rate": "Standardise, and set the rate to {rate:chosen}",
        "set batch": "Set the batch size to {size}",
        "set full batch": "Show each step all points",
        "set L2": "Set L2 to {l2:chosen}",
        "set L1": "Set L1 to {l1:chosen}",
        "use Newton": "Train by Newton’s method",
        "add term": "Add {term}",
        "evaluate at threshold": "Evaluate at threshold {threshold:chosen}",
        "take samples": "Take {n:sample}",
        "set test share": "Test on {share:percent} of the points",
        # --- What the change does ---
        "loss before and after": "{what} {before:number} → {after:number}",
        "objective before and after": "{what} {before:number} → {after:number}",
        "test loss before and after": "{what} {before:number} → {after:number}",
        "rises before and after": "{what} {before:number} → {after:number}, rises {n_before} →"
        " {n_after}",
        "mean before and after": "{what}, mean of the last fifth {before:number} → {after:number}",
        "length before and after": "‖w‖ {before:number} and growing → {after:number} at rest",
        "recall before and after": "{name} found {before:percent} → {after:percent}, accuracy"
        " {right_before:percent} → {right_after:percent}",
        "error before and after": "standard error up to {before:percent} → {after:percent}",
    }
)
