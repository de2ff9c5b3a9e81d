"""What a screen reader would say: Chromium's accessibility tree, and what live regions announce."""

from typing import Any

from playwright.sync_api import Page

# Every change of a region that is announced by itself. What is emptied is not.
LISTEN = """() => {
    const regions = '[aria-live=polite], [role=status], [role=alert], output';
    window.announced = [];
    const listen = (changes) => {
        const elements = changes.map(({ target }) => target.closest ? target : target.parentNode);
        const places = new Set(elements.map((element) => element?.closest(regions)));
        for (const place of places) {
            const words = place?.textContent.trim();
            if (words && place.ariaLive !== 'off') window.announced.push(words);
        }
    };
    new MutationObserver(listen).observe(
        document.body, { subtree: true, childList: true, characterData: true });
}"""
STATES = ("checked", "pressed", "expanded", "disabled")


class ScreenReader:
    """Follows the focus of a page, and hears its live regions from now on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._protocol = page.context.new_cdp_session(page)
        self.walk: list[str] = []
        page.evaluate(LISTEN)

    def press(self, key: str, times: int = 1) -> str:
        """Returns what is said of what has the focus then."""
        for _ in range(times):
            self._page.keyboard.press(key)
        self.walk.append(f"{key}: {self.focused()}")
        return self.focused()

    def tab_to(self, words: str, most: int = 40) -> str:
        """By Tab alone, as far as to what begins with these words."""
        for _ in range(most):
            said = self.press("Tab")
            if said.startswith(words):
                return said
        raise AssertionError(f"Tab does not lead to {words}:\n" + "\n".join(self.walk))

    def focused(self) -> str:
        """Name, role, value and state of what has the focus."""
        element = self._protocol.send("Runtime.evaluate", {"expression": "document.activeElement"})[
            "result"
        ]
        nodes = self._protocol.send(
            "Accessibility.getPartialAXTree",
            {"objectId": element["objectId"], "fetchRelatives": False},
        )["nodes"]
        # Chromium hands this on to screen readers, and not to its protocol.
        text = self._page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
        return _in_words(nodes[0], text)

    def announced(self) -> list[str]:
        """All that the regions have said."""
        said: list[str] = self._page.evaluate("window.announced")
        return said


def _in_words(node: dict[str, Any], text: str | None) -> str:
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    value = text or node.get("value", {}).get("value", "")
    states = [
        name if properties[name] in (True, "true") else f"not {name}"
        for name in STATES
        if properties.get(name) not in (None, "")
    ]
    role = node["role"]["value"]
    parts = [node.get("name", {}).get("value", ""), role, str(value), *states]
    return ", ".join(part for part in parts if part)
