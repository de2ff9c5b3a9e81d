"""The tab Film: what it makes, what it says, and that films wait for one another."""

import threading
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from logreg.ui import film_export


def tab() -> None:
    from logreg import Experiment
    from logreg.ui.film_export import film_downloads

    film_downloads(Experiment.of(n_iters=3))


def made(monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, list[float], list[Any]]:
    """The tab after a click, what its bar showed, and what it hands out."""
    shown: list[float] = []
    pictures: list[Any] = []
    own = film_export.st.progress

    def watched(value: float, text: str | None = None) -> Any:
        bar = own(value, text)
        progress = bar.progress
        bar.progress = lambda value, text=None: (shown.append(value), progress(value, text))[1]
        return bar

    monkeypatch.setattr(film_export.st, "progress", watched)
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
    assert shown == [0, 0.25, 0.5, 0.75, 1]
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
    assert not film_export._ONE_AT_A_TIME.locked()


def test_films_wait_for_one_another_and_whoever_waits_can_leave() -> None:
    waits, is_in, left = threading.Event(), threading.Event(), threading.Event()

    def patient() -> None:
        with film_export._turn(waits.set):
            is_in.set()

    class Left(BaseException):
        """As Streamlit ends the script of somebody who has left."""

    def leave() -> None:
        raise Left

    def impatient() -> None:
        with pytest.raises(Left), film_export._turn(leave):
            is_in.set()
        left.set()

    threads = [threading.Thread(target=patient), threading.Thread(target=impatient)]
    with film_export._turn(lambda: None):
        for thread in threads:
            thread.start()
        assert waits.wait(10)
        assert left.wait(10)
        assert not is_in.is_set()
    assert is_in.wait(10)
    for thread in threads:
        thread.join()
    assert not film_export._ONE_AT_A_TIME.locked()
