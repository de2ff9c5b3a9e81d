// Streamlit takes all of a page away before it draws the next, and the page's style with it: for a
// frame or two what stays, the sidebar, would stand elsewhere. A copy in the head stays as well.

const OWN = "style[data-page]";
const COPY = "style[data-lasting]";

/** Below the page's own, which counts wherever it is. */
export function keepStyle() {
  const own = document.querySelector(OWN)?.textContent;
  if (!own) return;
  const copy = document.querySelector(COPY) ?? document.head.appendChild(document.createElement("style"));
  copy.toggleAttribute("data-lasting", true);
  if (copy.textContent !== own) copy.textContent = own;
}
