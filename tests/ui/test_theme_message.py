"""What a run says of the theme as it begins is what Streamlit would say, put together once."""

import inspect
from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.runtime import app_session

from logreg.ui import theme_message
from logreg.ui.theme_message import keep_the_theme

STREAMLITS = app_session._populate_theme_msg
SECTIONS = {
    "theme": lambda told: told,
    "theme.light": lambda told: told.light,
    "theme.dark": lambda told: told.dark,
    "theme.sidebar": lambda told: told.sidebar,
    "theme.light.sidebar": lambda told: told.light.sidebar,
    "theme.dark.sidebar": lambda told: told.dark.sidebar,
}


@pytest.fixture(autouse=True)
def own_populate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", STREAMLITS)


@pytest.fixture
def other_settings() -> Iterator[None]:
    """Afterwards they are as they were."""
    yield
    config.get_config_options(force_reparse=True)


def said() -> bytes:
    """As `_create_new_session_message` puts it together."""
    told = NewSession()
    for section, part in SECTIONS.items():
        app_session._populate_theme_msg(part(told.custom_theme), section)
    return told.SerializeToString(deterministic=True)


def test_it_says_what_streamlit_says_each_time() -> None:
    theirs = said()
    assert b"#066ba9" in theirs  # of our .streamlit/config.toml
    keep_the_theme.__wrapped__()
    assert app_session._populate_theme_msg is not STREAMLITS
    assert [said(), said()] == [theirs, theirs]


def test_the_settings_are_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    options_of = config.get_options_for_section

    def noted(section: str) -> dict[str, object]:
        read.append(section)
        return options_of(section)

    monkeypatch.setattr(config, "get_options_for_section", noted)
    keep_the_theme.__wrapped__()
    said()
    said()
    assert read == list(SECTIONS)


@pytest.mark.usefixtures("other_settings")
def test_settings_that_are_read_anew_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_the_theme.__wrapped__()
    before = said()
    config.get_config_options(True, {"theme.light.primaryColor": "#123456"})
    now = said()
    monkeypatch.setattr(app_session, "_populate_theme_msg", STREAMLITS)
    assert now == said() != before


@pytest.mark.usefixtures("other_settings")
def test_settings_that_cannot_be_are_refused_each_time() -> None:
    keep_the_theme.__wrapped__()
    config.get_config_options(True, {"theme.headingFontSizes": ["1rem"] * 7})
    for _ in range(2):
        with pytest.raises(ValueError, match="headingFontSizes"):
            said()


@pytest.mark.parametrize("name", ["SESSIONS", "POPULATE", "CONFIG", "SETTINGS"])
def test_a_streamlit_without_it_stays_as_it_is(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(theme_message, name, "of_tomorrow")
    keep_the_theme.__wrapped__()
    assert app_session._populate_theme_msg is STREAMLITS
    assert not hasattr(app_session, "of_tomorrow")


def test_streamlit_still_has_what_it_takes_the_place_of() -> None:
    assert list(inspect.signature(STREAMLITS).parameters) == ["msg", "section"]
    source = inspect.getsource(app_session.AppSession._create_new_session_message)
    assert source.count("_populate_theme_msg(") == len(SECTIONS)
