// While a hand leads, nothing fades. Streamlit lets what waits for an answer fade, from half a second
// on, and stops when it comes: under a hand, an animation in each answer, for which the browser makes
// layers. Without it a phone redraws a tenth more often. What a hand waits for longer fades as ever.

const ATTRIBUTE = "data-is-led"; // see page.css
const PATIENCE_MILLISECONDS = 500;

let timer = 0;

/** From each word of a hand on, for a while. */
export function lead() {
  document.documentElement.toggleAttribute(ATTRIBUTE, true);
  window.clearTimeout(timer);
  timer = window.setTimeout(() => document.documentElement.toggleAttribute(ATTRIBUTE, false), PATIENCE_MILLISECONDS);
}
