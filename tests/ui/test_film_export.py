"""The tab Film: what it makes, and what it says."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from logreg.ui import film_export, patience


def tab() -> None:
    from logreg import Experiment
    from logreg.ui.film_export import film_downloads

    film_downloads(Experiment.of(n_iters=3))


def made(monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, list[float], list[Any]]:
    """The tab after a click, what its bar showed, and what it hands out."""
    shown: list[float] = []
    pictures: list[Any] = []
    monkeypatch.setattr(patience, "LOOK_SECONDS", 0)  # every share is told
    own = patience.st.progress

    def watched(value: float, text: str | None = None) -> Any:
        bar = own(value, text)
        shown.append(value)
        progress = bar.progress
        bar.progress = lambda value, text=None: (shown.append(value), progress(value, text))[1]
        return bar

    monkeypatch.setattr(patience.st, "progress", watched)
    monkeypatch.setattr(film_export.st, "image", lambda image, **_: pictures.append(image))
    page = AppTest.from_function(tab, default_timeout=30).run()
    assert not shown
    (button,) = [one for one in page.button if one.label == "Make the GIF"]
    return button.click().run(), shown, pictures


def downloads(page: AppTest) -> list[str]:
    return [one.proto.label for one in page.get("download_button")]


def test_the_gif_is_made_when_it_is_asked_for_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown, pictures = made(monkeypatch)
    assert not page.exception
    assert shown == [1, 0, 0.25, 0.5, 0.75, 1]  # the training, then the film
    assert downloads(page) == ["Download the GIF", "Film (HTML)"]
    (gif,) = pictures
    assert Image.open(BytesIO(gif)).n_frames == 4


def test_what_goes_wrong_is_said_and_the_page_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> bytes:
        raise OSError("no room")

    monkeypatch.setattr(film_export, "film_gif", broken)
    page, *_ = made(monkeypatch)
    assert not page.exception
    assert [error.value for error in page.error] == [film_export.FAULT]
    assert downloads(page) == ["Film (HTML)"]
    assert "no room" in caplog.text
    # Nor does it keep the others waiting.
    assert patience._turns.is_free
