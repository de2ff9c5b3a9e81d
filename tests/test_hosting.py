"""The files for whoever hosts the app agree with each other, its settings and Streamlit."""

import base64
import hashlib
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import streamlit
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.web.server.starlette import (
    starlette_agent_routes,
    starlette_routes,
    starlette_websocket,
)

from logreg.ui.card import PUT_IN
from logreg.ui.live_component import check, script
from tests.browser.driver import free_port
from tests.browser.replicas import DEPLOY, configured, find_nginx

ROOT = Path(__file__).parents[1]
WRITTEN = (DEPLOY / "nginx.conf").read_text("utf-8")
PAGE = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
TWO = ["127.0.0.1:8501", "127.0.0.1:8502"]
THREE = [*TWO, "10.0.0.3:80"]
OURS = f"/component/{check.name}/"
# Of nginx itself.
WITHOUT_STREAMLIT = {"/", "/check.html", OURS}
# Files, not routes.
FOLDERS = {"/static/"}


def policy(text: str) -> dict[str, list[str]]:
    """What may come from where, by kind."""
    (value,) = re.findall(r'set \$policy "(.*)";', text)
    return {kind: places for kind, *places in (part.split() for part in value.split(";"))}


def routes() -> set[str]:
    """The paths that this Streamlit answers, up to what varies."""
    modules = (starlette_routes, starlette_websocket, starlette_agent_routes)
    named = {
        value
        for module in modules
        for name, value in vars(module).items()
        if "ROUTE" in name and isinstance(value, str)
    }
    return {"/" + value.partition("{")[0] for value in named}


def test_what_is_written_is_what_two_replicas_are_given() -> None:
    assert configured(TWO) == WRITTEN


@pytest.mark.parametrize("base", ["", "/playground"])
@pytest.mark.parametrize("replicas", [TWO[:1], THREE], ids=["one", "three"])
def test_nginx_takes_any_number_of_replicas_and_a_base_path(
    tmp_path: Path, replicas: list[str], base: str
) -> None:
    text = configured(replicas, f"127.0.0.1:{free_port()}", base, str(ROOT))
    for path in ("/run/nginx.pid", "/var/cache/nginx-playground"):
        assert path in text
        text = text.replace(path, str(tmp_path / Path(path).name))
    file = tmp_path / "nginx.conf"
    file.write_text(text, "utf-8")
    done = subprocess.run(
        [find_nginx(), "-t", "-c", file, "-e", tmp_path / "errors"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    # Each is asked by those without a cookie, first by its own, as another's backup, and named.
    for i, address in enumerate(replicas, 1):
        assert len(re.findall(rf" server {address} [^;]*s;", text)) == 2
        assert len(re.findall(rf" server {address} .* backup;", text)) == len(replicas) - 1
        assert f"proxy_pass http://{address};" in text
        assert f'{re.escape(address)}$" {i};' in text
    places = re.findall(r"location (?:= |\^~ )?(/\S*)", text)
    assert all(place.startswith(f"{base}/") for place in places)


@pytest.mark.parametrize("wrong", [["app:8501"], ["127.0.0.1"], [TWO[0], TWO[0]], []])
def test_what_is_no_address_is_refused(wrong: list[str]) -> None:
    with pytest.raises(ValueError, match="replica"):
        configured(wrong)


def test_every_path_that_is_named_is_one_of_this_streamlit() -> None:
    named = set(re.findall(r"location (?:= |\^~ )?(/\S*)", WRITTEN)) - WITHOUT_STREAMLIT
    assert len(named) > 6
    known = routes()
    assert {
        path for path in named - FOLDERS if not any(at.startswith(path) for at in known)
    } == set()
    assert named >= FOLDERS
    assert '"./static/' in PAGE


def test_the_scripts_within_pages_are_allowed_by_their_hashes() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", PAGE, flags=re.DOTALL)
    assert len(scripts) == 1
    scripts += [script("opening"), PUT_IN]
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    allowed = policy(WRITTEN)["script-src"]
    others = ["'self'", "blob:", "'unsafe-eval'"]
    assert allowed == [*others, *(f"'sha256-{value}'" for value in hashes)]


def test_no_policy_lets_anything_come_from_elsewhere() -> None:
    rules = policy(WRITTEN)
    assert rules["default-src"] == ["'none'"]
    here = {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "blob:", "data:"}
    places = {place for places in rules.values() for place in places}
    assert {at for at in places - here if not at.startswith("'sha256-")} == set()
    assert [kind for kind, at in rules.items() if "'unsafe-inline'" in at] == ["style-src"]


def test_the_largest_body_is_the_largest_upload_and_its_form() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    form = starlette_routes._MAX_UPLOAD_MULTIPART_OVERHEAD_BYTES // 2**20
    size = settings["server"]["maxUploadSize"] + form
    upload = WRITTEN.partition("/_stcore/upload_file/ {")[2].partition("}")[0]
    assert f"client_max_body_size {size}m;" in upload
    kubernetes = (DEPLOY / "kubernetes.yaml").read_text("utf-8")
    assert f"proxy-body-size: {size}m" in kubernetes


def test_the_check_page_is_served_from_its_folder_at_the_address_that_streamlit_gives_it() -> None:
    place = WRITTEN.partition(f"location ^~ {OURS} {{")[2].partition("}")[0]
    (folder,) = re.findall(r"alias /srv/playground/(\S+);", place)
    assert (ROOT / folder).samefile(check.path)
    assert f'href="{OURS}"' in place
    assert f"error_page 502 503 504 {OURS}check.html;" in WRITTEN
    page = (ROOT / folder / "check.html").read_text("utf-8")
    assert page.count("<head>") == 1  # what sub_filter looks for
    files = re.findall(r'(?:src|href)="(check\.\w+)"', page)
    assert files == ["check.css", "check.js"]
    assert all((ROOT / folder / file).exists() for file in files)


@pytest.mark.parametrize("file", ["Dockerfile", "kubernetes.yaml"])
def test_health_is_asked_where_streamlit_says_it(file: str) -> None:
    asked = re.findall(r"(/_stcore/[\w-]+)(?=[,'])", (DEPLOY / file).read_text("utf-8"))
    assert set(asked) == {f"/{starlette_routes.ROUTE_HEALTH}"}
    assert len(asked) == {"Dockerfile": 1, "kubernetes.yaml": 3}[file]


def test_what_a_replica_needs_of_streamlit_is_there() -> None:
    """It is no promised part of Streamlit."""
    assert inspect.iscoroutinefunction(Runtime.does_script_run_without_error)
    assert "lifespan" in inspect.signature(streamlit.App).parameters
    # What the GET of `server.scriptHealthCheckEnabled`, another way to run the page, does as well.
    assert config.get_option("server.scriptHealthCheckEnabled") is False
    source = inspect.getsource(starlette_routes.create_script_health_routes)
    assert "does_script_run_without_error()" in source


def test_the_command_line_says_what_it_wants() -> None:
    command = [sys.executable, DEPLOY / "configure.py", "localhost:1"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "A replica is named as 127.0.0.1:8501, not as localhost:1." in done.stderr


def test_the_image_holds_every_file_that_is_tracked_below_its_folders() -> None:
    copied = re.findall(r"^COPY (\S+) ", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert all((ROOT / path).exists() for path in copied)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8")
    assert set(re.findall(r"^!(\S+)", ignored, re.MULTILINE)) == set(copied)
