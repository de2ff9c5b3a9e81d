"""What the papers for contributors name is there, under that name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAPERS = ROOT / ".github"
CONTRIBUTING = (PAPERS / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = CONTRIBUTING.partition("\n## Recipes\n")[2].partition("\n## ")[0]
# A word in backticks with a folder or a suffix is a path, one without either a name in the code.
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:py|md|txt|toml))`")
NAME = re.compile(r"`([A-Za-z_]\w*)`")
STEPS = [step for step in re.split(r"\n(?=\d\. |\n)", RECIPES) if PATH.search(step)]


def words_of(path: str) -> set[str]:
    """Every word of a file, or of the Python files of a folder."""
    place = ROOT / path
    texts = [
        file.read_text("utf-8") for file in (place.rglob("*.py") if place.is_dir() else [place])
    ]
    return set(re.findall(r"\w+", "".join(texts)))


def test_every_path_that_is_named_is_there() -> None:
    paths = set(PATH.findall(CONTRIBUTING))
    assert len(paths) > 40
    assert {
        path for path in paths if not ((ROOT / path).exists() or (PAPERS / path).exists())
    } == set()


@pytest.mark.parametrize("step", STEPS, ids=range(len(STEPS)))
def test_what_a_step_of_a_recipe_names_is_in_its_files(step: str) -> None:
    words = set().union(*map(words_of, PATH.findall(step)))
    assert set(NAME.findall(step)) <= words


def test_the_walk_over_recipes_sees_them() -> None:
    """Or the tests above would pass on nothing."""
    assert len(STEPS) > 20
    assert {"DATASETS", "OPTIMIZERS", "PAGES", "TEMPLATES", "CODECS"} <= set(NAME.findall(RECIPES))
