// Whether the page is shown to a class, and whether that still votes where the boundary lies. Said at
// the root of the document, where the style sheets and all modules find it, on whichever page.

/** @import { Life } from "./instance.js" */

/** @typedef {"vote" | "revealed"} Presentation */

const EVENT = "live-present";

export const isPresenting = () => document.documentElement.dataset.present !== undefined;

export const isVoting = () => document.documentElement.dataset.present === "vote";

/** @param {Presentation | undefined} presentation none to leave */
export function present(presentation) {
  if (presentation) document.documentElement.dataset.present = presentation;
  else delete document.documentElement.dataset.present;
  document.dispatchEvent(new Event(EVENT));
}

/**
 * @param {Life} life
 * @param {() => void} act
 */
export const onPresent = (life, act) => life.listen(document, EVENT, act);

/** What an address says of it, behind its query; as in view.py. */
export const presentInAddress = () => (isPresenting() ? "&present=1" : "");
