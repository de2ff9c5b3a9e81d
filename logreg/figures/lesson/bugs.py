"""The loss of the right code and that of a bug."""

import numpy as np

from ...core.checks import FloatArray
from ...lesson.demonstration import N_STEPS, Demonstration
from ...lesson.words.bugs import WORDS
from ...lesson.words.charts import WORDS as OF_CHARTS
from ..chart import Chart, TraceSpec, base_layout, compact, exact_range, moving_dot
from ..palette import INK, TRAIN_COLOR

HEIGHT = 260
# A loss that jumps far above this would press the other curve flat.
TOP = 1.2
SAID = WORDS.said


def bug_chart(shown: Demonstration, is_told: bool = True) -> Chart:
    """Both log losses over iterations; what the bug does above the axis is told in words.

    Where it is not told, the caption does not give the bug away.
    """
    top = max(TOP, 1.05 * float(shown.right.loss.max()))
    right, wrong = shown.right.loss, shown.reported_loss
    traces = [
        # Thick below thin: where the two agree, both are seen.
        _curve("right", SAID["right curve"], right, TRAIN_COLOR, 5),
        _curve("bug", SAID["bug curve"], wrong, INK, 1.5),
        _end("right", right, top, TRAIN_COLOR),
        _end("bug", wrong, top, INK),
    ]
    layout = base_layout(
        HEIGHT,
        xaxis={"title": {"text": OF_CHARTS.said["iteration"]}, **exact_range(0, N_STEPS)},
        yaxis={
            "title": {"text": OF_CHARTS.said["log loss"]},
            "hoverformat": ".4~g",
            **exact_range(0, top),
        },
        hovermode="x unified",
    )
    return Chart(traces, layout, _caption(shown, top, is_told), _alternative(shown))


def _curve(key: str, name: str, loss: FloatArray, color: str, width: float) -> TraceSpec:
    return {
        "type": "scatter",
        "x": np.arange(len(loss)),
        "y": compact(loss),
        "mode": "lines",
        "name": name,
        "uid": f"curve-{key}",
        "line": {"color": color, "width": width},
        "hovertemplate": "%{y}",
    }


def _end(key: str, loss: FloatArray, top: float, color: str) -> TraceSpec:
    """A dot where the curve ends; none where that is above the axis."""
    last = float(loss[-1])
    y = last if last <= top else np.nan
    return moving_dot(f"dot-{key}", len(loss) - 1, y, color) | {"showlegend": False}


def _caption(shown: Demonstration, top: float, is_told: bool) -> str:
    highest = float(shown.reported_loss.max())
    look = shown.bug.look(shown) if is_told else SAID["evidence"]
    return f"{look} {WORDS.say('off the axis', highest=highest)}" if highest > top else look


def _alternative(shown: Demonstration) -> str:
    breaks_at = shown.report.breaks_at
    return WORDS.say(
        "alternative" if breaks_at is None else "alternative that breaks",
        n_steps=N_STEPS,
        right=_in_words(shown.right.loss),
        bug=_in_words(shown.reported_loss),
        breaks_at=breaks_at,
    )


def _in_words(loss: FloatArray) -> str:
    first, last, highest = map(float, (loss[0], loss[-1], loss.max()))
    return WORDS.say("course", first=first, last=last, highest=highest)
