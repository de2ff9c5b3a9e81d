"""What a stranger can send to the server: nothing that it would keep."""

import asyncio
import http.client
import re
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError

from logreg.data.table.limits import MOST_BYTES
from tests.browser.driver import running_app

Result = TypeVar("Result")

TOO_LARGE = 413
# Of WebSockets: a message too big to be taken.
MESSAGE_TOO_BIG = 1009
PATIENCE = 60


@pytest.fixture(scope="module")
def app() -> Iterator[str]:
    with running_app() as address:
        yield address


def session(app: str) -> connect:
    return connect(
        f"{app.replace('http', 'ws')}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=app,
        max_size=None,
    )


async def answers(connection: ClientConnection, message: BackMsg) -> list[ForwardMsg]:
    """All that the server says to a message, until its script has run."""
    await connection.send(message.SerializeToString())
    said: list[ForwardMsg] = []
    async with asyncio.timeout(PATIENCE):
        while not said or not said[-1].HasField("script_finished"):
            said.append(ForwardMsg.FromString(await connection.recv(decode=False)))
    return said


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """In a thread of its own: once a browser was started, a loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def opening(query: str = "") -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = query
    return message


def upload(app: str, session_id: str, size: int, is_chunked: bool) -> int:
    """The status with which a file is answered that comes as a browser sends it."""
    connection = http.client.HTTPConnection(urlsplit(app).netloc, timeout=PATIENCE)
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    (token,) = re.findall("_streamlit_xsrf=([^;]+)", answer.getheader("set-cookie") or "")
    head = b'--B\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    pieces = [head, b"x" * size, b"\r\n--B--\r\n"]
    headers = {
        "Content-Type": "multipart/form-data; boundary=B",
        "Cookie": f"_streamlit_xsrf={token}",
        "X-Xsrftoken": token,
    }
    connection.request(
        "PUT",
        f"/_stcore/upload_file/{session_id}/file",
        iter(pieces) if is_chunked else b"".join(pieces),
        headers,
        encode_chunked=is_chunked,
    )
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("is_chunked", [True, False])
def test_no_file_larger_than_tables_are_is_taken(app: str, is_chunked: bool) -> None:
    async def send() -> int:
        async with session(app) as connection:
            said = await answers(connection, opening())
            started = next(
                message.new_session for message in said if message.HasField("new_session")
            )
            session_id = started.initialize.session_id
            return await asyncio.to_thread(
                upload, app, session_id, MOST_BYTES + 5_000_000, is_chunked
            )

    assert run_apart(send()) == TOO_LARGE


@pytest.mark.parametrize("size", [1_500_000, 8_000_000])
def test_a_large_message_ends_its_connection(app: str, size: int) -> None:
    async def send() -> None:
        async with session(app) as connection:
            message = opening()
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.string_value = "large", size * "x"
            await answers(connection, message)

    with pytest.raises(ConnectionClosedError) as closed:
        run_apart(send())
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == MESSAGE_TOO_BIG


@pytest.mark.parametrize(
    "query",
    [
        "",
        "samples=2000&iterations=5000&features=x1,x2,x1^2,x2^2,x1*x2,sin(x1),sin(x2)&rate=1.0",
        "data=breast_cancer&others=1&standardise=1&iterations=5000",
    ],
)
def test_what_a_page_says_and_is_told_is_far_below_the_limits(app: str, query: str) -> None:
    async def sizes() -> list[int]:
        async with session(app) as connection:
            said = await answers(connection, opening(query))
            exceptions = [m for m in said if m.delta.new_element.HasField("exception")]
            assert not exceptions
            return [message.ByteSize() for message in said]

    assert max(run_apart(sizes())) < 1_000_000
