"""The film as one page: it asks for nothing, escapes everything, and stays small."""

import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from logreg import DATASETS, Experiment, run
from logreg.experiment.story import Story, preview
from logreg.figures.film import colors
from logreg.ui import inlining
from logreg.ui.film_page import film_page
from logreg.ui.inlining import inlined_script, inlined_styles
from logreg.ui.live_component import MODULES
from tests.budget import COSTLIEST
from tests.told import story_of

ROOT = Path(__file__).parents[2]
MOST_BYTES = 600_000
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&\u2028'


class Elements(HTMLParser):
    """Every element with its attributes, and the text of each kind of element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.found[-1][0] if self.found else "", []).append(data)


def hostile_story() -> Story:
    """What a table of somebody's own may be called."""
    story = story_of(run(Experiment.of(n_iters=2)))
    names = {"class_names": (HOSTILE, "b"), "feature_names": (HOSTILE, "x₂")}
    return replace(story, run=replace(story.run, dataset=replace(story.run.dataset, **names)))


def test_it_asks_for_nothing_and_may_not() -> None:
    page = film_page(story_of(run(Experiment.of(n_iters=2))))
    assert "://" not in page
    elements = Elements(page).found
    assert not {"link", "img", "iframe", "object", "base", "form"} & {tag for tag, _ in elements}
    for _, attributes in elements:
        for name in ("src", "href", "action", "poster", "data"):
            assert (attributes.get(name) or "#").startswith("#")
    assert not re.search(r"url\(|@import", "".join(Elements(page).texts["style"]))
    (policy,) = [a["content"] for tag, a in elements if tag == "meta" and "http-equiv" in a]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")


def test_names_are_text_wherever_they_stand() -> None:
    harmless, hostile = (
        Elements(film_page(story))
        for story in (story_of(run(Experiment.of(n_iters=2))), hostile_story())
    )
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in harmless.found]
    assert any(HOSTILE in text for text in hostile.texts["text"])
    (data, script) = (text for text in hostile.texts["script"] if text.strip())
    assert re.fullmatch(r"[\w+/]+=*", data)
    assert HOSTILE not in script


def test_it_names_the_run_and_its_link() -> None:
    page = film_page(story_of(run(Experiment.of(dataset="iris", n_iters=2, learning_rate=0.5))))
    texts = Elements(page).texts
    name = "Iris, features petal length, cm; petal width, cm – Logistic Regression Playground"
    assert texts["title"][0] == name
    assert texts["code"][0] == "?v=1&data=iris&rate=0.5&iterations=2"
    assert "Gradient descent, learning rate 0.5" in texts["p"]


def test_the_largest_known_is_small() -> None:
    page = film_page(story_of(run(COSTLIEST["all points, one at a time"])))
    assert 250_000 < len(page.encode()) <= MOST_BYTES


@pytest.mark.slow
@pytest.mark.parametrize(
    "experiment",
    [*COSTLIEST.values(), *(Experiment.of(dataset=name) for name in DATASETS)],
)
def test_every_page_is_small(experiment: Experiment) -> None:
    assert len(film_page(story_of(run(experiment))).encode()) <= MOST_BYTES


def test_a_film_of_one_frame_makes_a_page_as_well() -> None:
    page = film_page(preview(run(Experiment())))
    assert "film-boundary" in page


# --- Modules as one script ------------------------------------------------------------------------


def test_every_module_is_there_once_and_after_what_it_imports() -> None:
    script = inlined_script("film")
    order = re.findall(r"^const (\w+) = \(\(\) => \{$", script, re.MULTILINE)
    assert len(set(order)) == len(order)
    assert order[-1] == "film"
    for name in order:
        text = (MODULES / f"{name}.js").read_text("utf-8")
        imported = re.findall(r'^import .* from "\./(\w+)\.js";$', text, re.MULTILINE)
        assert all(order.index(one) < order.index(name) for one in imported)
    assert {"shading", "painting", "player", "play_bar"} < set(order)
    # Plotly's part of the stage stays away, and with it what only a server has.
    assert not {"foreign", "drawing", "loader"} & set(order)


@pytest.mark.parametrize(
    "line",
    [
        'import * as all from "./other.js";',
        'import other from "./other.js";',
        "export default 1;",
        "export { a };",
        "const late = import('./other.js');",
        "const here = import.meta.url;",
        "const text = '</script>';",
    ],
)
def test_what_cannot_be_put_into_a_page_is_refused(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.js").write_text("export const a = 1;\n", encoding="utf-8")
    (tmp_path / "entry.js").write_text(f"{line}\n", encoding="utf-8")
    monkeypatch.setattr(inlining, "MODULES", tmp_path)
    assert inlined_script("other")
    with pytest.raises(ValueError, match=r"entry\.js cannot be put into a page"):
        inlined_script("entry")


# --- Colours that stand twice, as a style sheet and a picture cannot ask Streamlit ----------------


def test_page_and_picture_have_the_colours_of_the_app() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    light, dark = re.findall(r":root \{(.*?)\}", inlined_styles("film"), re.DOTALL)[:2]
    for styles, chosen in ((light, theme["light"]), (dark, theme["dark"])):
        for name in (
            *("textColor", "backgroundColor", "primaryColor"),
            *("borderColor", "dataframeBorderColor"),
        ):
            variable = "--st-" + re.sub("[A-Z]", lambda capital: f"-{capital[0].lower()}", name)
            assert f"{variable}: {chosen[name]};" in styles
    shown = theme["light"]
    assert (shown["textColor"], shown["backgroundColor"]) == (colors.INK, colors.PAPER)
    assert (shown["primaryColor"], shown["dataframeBorderColor"]) == (colors.ACCENT, colors.GRID)
