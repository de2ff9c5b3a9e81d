"""What charts of several sections say: over the score z, and of the points in their plane."""

from .parts import Said

WORDS = Said(
    {
        # --- Axes ---
        "iteration": "iteration",
        "loss": "loss",
        "log loss": "log loss",
        "slope": "slope",
        "score": "score z",
        # --- Over the score z ---
        "ends": "from {low:chosen} to {high:chosen}",
        "ticks": "Ticks: {ticks}.",
        "no ticks": "The scores of all your training points lie further out.",
        "no point has a tick": "The scores of all {n} training points lie further out.",
        "all points have a tick": "Ticks show the scores of all {n} training points.",
        "some points have a tick": "Ticks show the scores of {n_inside} of {n} training points; the"
        " others lie further out.",
        # --- Points in their plane ---
        "standardised": "{name}, standardised",
        "arrow": "towards class 1",
        "plane alternative": "{n} points in the plane of {x} and {y}, {n_ones} of them {positive}."
        " With w₁ = {w1:number}, w₂ = {w2:number} and b = {b:number}, {n_right} are predicted"
        " correctly.",
    }
)
