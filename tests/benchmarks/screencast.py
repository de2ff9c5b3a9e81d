"""Frames as a browser showed them, and whether a chart was missing from one."""

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page

Box = tuple[int, int, int, int]
# A chart has lost its drawing where its pixels vary by less than this share of what they did.
LEAST_VARIATION = 0.25
# Every second pixel of every second row says as much as all of them, in a quarter of the time.
STRIDE = 2


@contextmanager
def recording(page: Page) -> Iterator[list[bytes]]:
    """Collect every frame that the browser shows, as JPEG."""
    frames: list[bytes] = []
    session = page.context.new_cdp_session(page)

    def keep(event: dict[str, Any]) -> None:
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
        frames.append(base64.b64decode(event["data"]))

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "jpeg", "quality": 60, "everyNthFrame": 1})
    yield frames
    session.remove_listener("Page.screencastFrame", keep)
    session.send("Page.stopScreencast")


def count_blank(frames: list[bytes], drawn: bytes, areas: list[Box]) -> int:
    """The frames in which at least one area has lost the drawing that it has in `drawn`."""
    least = [LEAST_VARIATION * variation for variation in variations(drawn, areas)]
    return sum(
        any(now < low for now, low in zip(variations(frame, areas), least, strict=True))
        for frame in frames
    )


def variations(frame: bytes, areas: list[Box]) -> list[float]:
    """The standard deviation of the pixels in each area, taken over its colours apart."""
    pixels = np.asarray(Image.open(io.BytesIO(frame)).convert("RGB"))
    return [
        float(pixels[top:bottom:STRIDE, left:right:STRIDE].std(axis=(0, 1), dtype="f4").mean())
        for left, top, right, bottom in areas
    ]
