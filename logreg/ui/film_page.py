"""The training as one HTML file that plays without a network, painted by the stage's own code.

No other file and no address is asked for: scripts and styles are in the file, and a policy in its
head forbids everything else.
"""

from base64 import b64encode
from collections.abc import Mapping
from html import escape
from typing import Any

from ..experiment.address import EXPERIMENT, query_text
from ..experiment.story import Story
from ..figures.boundary import line_trace
from ..figures.chart import dot_marker
from ..figures.film import content
from ..figures.film.svg import Still, boundary_still, loss_still
from ..figures.palette import CLASS_SCALE, TEST_COLOR, TRAIN_COLOR
from .inlining import inlined_script, inlined_styles
from .packing import in_bytes
from .stage_data import scene_data, story_data

NAME = "Logistic Regression Playground"
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
OF_THE_STAGE = (
    *("summary", "ending", "iterations", "shading", "lines", "box", "splits", "diagonal"),
    *("classes", "positive", "labels", "ink"),
)


def film_page(story: Story) -> str:
    """The page. What a person or a dataset named stands in it escaped."""
    run = story.run
    stills = {"boundary": boundary_still(run), "loss": loss_still(run)}
    name, training = escape(content.title(run.experiment)), escape(content.training(run.experiment))
    features = escape(content.features(run))
    query = escape(query_text(EXPERIMENT.write(run.experiment)))
    data = b64encode(in_bytes(film_data(story, stills))).decode()
    templates = "".join(
        f'<template id="film-{kind}">{still.legend}{still.svg}</template>\n'
        for kind, still in stills.items()
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}, {features} – {NAME}</title>
<style>
{inlined_styles("stage", without=("bars", "pins"))}
{inlined_styles("film")}
</style>
</head>
<body>
<main>
<h1>{name}</h1>
<p class="film-settings">{training}<br>{features[:1].upper()}{features[1:]}</p>
<section class="stage" tabindex="0" aria-label="Training, played by iteration"></section>
<noscript>This film plays where scripts may run.</noscript>
<p class="film-link">In the {NAME} with <code>?{query}</code> behind its address.</p>
</main>
{templates}<script type="text/plain" id="film">{data}</script>
<script>
{inlined_script("film")}
film.begin(document.querySelector(".stage"), document.getElementById("film").textContent);
</script>
</body>
</html>
"""


def film_data(story: Story, stills: Mapping[str, Still]) -> dict[str, Any]:
    """All that the page needs besides its stills: what the stage is sent, less its figures."""
    sent = scene_data(story.run) | story_data(story)
    line: Any = line_trace(story.run.line.points, 0.5)
    return {
        **{name: sent[name] for name in OF_THE_STAGE},
        "captions": sent["boundary"]["captions"],
        "loss_caption": sent["loss"]["caption"],
        "charts": {
            kind: {
                "id": f"film-{kind}",
                "alternative": sent[kind]["alternative"],
                "x": still.x,
                "y": still.y,
            }
            for kind, still in stills.items()
        },
        "dots": [
            {"marker": dot_marker(color), "losses": dot["losses"]}
            for dot, color in zip(sent["dots"], (TRAIN_COLOR, TEST_COLOR), strict=False)
        ],
        "colorscale": CLASS_SCALE,
        "line_width": line["line"]["width"],
    }
