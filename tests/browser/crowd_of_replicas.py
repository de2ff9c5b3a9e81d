"""Visitors over WebSockets who stay while replicas come and go, as their browsers would."""

import asyncio
import re
import time
from collections.abc import AsyncIterator

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.benchmarks.sessions import PATIENCE_SECONDS, Requests, Visitor

# A browser tries again after so long, up to a few times this.
AGAIN_SECONDS = 0.5
MOST_TRIES = 60
PAUSE_SECONDS = 2.0


class Crowd:
    """Each changes a slider every two seconds, and comes back where the connection ends.

    It works in one thread; another looks at it, and stops it.
    """

    def __init__(self, address: str, requests: Requests, n_visitors: int) -> None:
        self.address = address
        self.requests = requests
        self.drawn = [0.0] * n_visitors  # when each was last answered, by time.monotonic()
        self.faults: list[str] = []
        self.n_reconnections = 0
        self._is_over = False

    def stop(self) -> None:
        """Let everybody leave after what they do now."""
        self._is_over = True

    def wait_until_all_have_drawn(self, seconds: float) -> None:
        """Until each has asked from now on and was answered; raises after so many seconds."""
        start = time.monotonic()
        while min(self.drawn) < start:
            if time.monotonic() > start + seconds:
                late = sum(last < start for last in self.drawn)
                raise AssertionError(f"After {seconds} s, {late} visitors have no answer.")
            time.sleep(0.05)

    async def work(self) -> None:
        """Until it is stopped."""
        await asyncio.gather(*(self._stay(i) for i in range(len(self.drawn))))

    async def _stay(self, i: int) -> None:
        await asyncio.sleep(PAUSE_SECONDS * i / len(self.drawn))
        cookie, shown, n_tries = "", 100 + i, 0
        while not self._is_over and n_tries < MOST_TRIES:
            try:
                async with self._connected(cookie) as connection:
                    cookie = cookie_of(connection) or cookie
                    async for n_iters in self._visit(i, connection, shown):
                        shown, n_tries = n_iters, 0
            except (OSError, WebSocketException):
                n_tries += 1
                self.n_reconnections += n_tries == 1
                await asyncio.sleep(AGAIN_SECONDS)
            except RuntimeError as fault:  # an answer, but none of a page that is well
                self.faults.append(str(fault))
                return
        if not self._is_over:
            self.faults.append(f"Visitor {i} did not come back.")

    async def _visit(
        self, i: int, connection: ClientConnection, n_iters: int
    ) -> AsyncIterator[int]:
        """Opens the page by the link that was last there, then changes it; yields what is shown."""
        visitor = Visitor(connection, with_query(self.requests, f"v=1&iterations={n_iters}"))
        begun = time.monotonic()
        await visitor.open_page()
        self.drawn[i] = begun
        while not self._is_over:
            await asyncio.sleep(PAUSE_SECONDS)
            begun = time.monotonic()
            n_iters = 100 + (n_iters - 99) % 900
            await visitor.interact(n_iters)
            self.drawn[i] = begun
            yield n_iters

    def _connected(self, cookie: str) -> connect:
        return connect(
            f"{self.address.replace('http', 'ws')}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=self.address,
            additional_headers={"Cookie": cookie} if cookie else None,
            compression=None,
            max_size=None,
            open_timeout=PATIENCE_SECONDS,
        )


def cookie_of(connection: ClientConnection) -> str:
    """The replica that the handshake was answered by, where it says so."""
    assert connection.response
    said = " ".join(connection.response.headers.get_all("Set-Cookie"))
    found = re.search(r"replica=\d+", said)
    return found[0] if found else ""


def with_query(requests: Requests, query: str) -> Requests:
    """The same, but the page is opened by another link."""
    opening = BackMsg.FromString(requests.opening)
    opening.rerun_script.query_string = query
    return Requests(opening.SerializeToString(), requests.change, requests.slider)
