// What travels with each component: it loads mount.js, and says so where that, or the module of the
// component, did not load. A button tries again, and so does the next run. Browsers may keep a
// failed address, for a module and for all that it imports: each try has a folder of its own, by
// another letter in percent code. Python fills in the two names and leaves the comments out.

/** @import { Component } from "./contract.js" */

const folder = "@folder";
let tries = 0;
/** @type {ReturnType<typeof import("./mount.js").load> | undefined} */
let ready;

function mountAddress() {
  const n = tries % folder.length;
  const coded = n ? `${folder.slice(0, n - 1)}%${folder.charCodeAt(n - 1).toString(16)}` : "";
  return new URL(`component/${coded}${folder.slice(n)}/mount.js`, document.baseURI).href;
}

function load() {
  ready ??= import(mountAddress())
    .then((mount) => mount.load("@module"))
    .catch((error) => {
      ready = undefined;
      tries += 1;
      throw error;
    });
  return ready;
}

/**
 * @param {HTMLElement} place
 * @param {string} words
 * @param {() => void} again
 */
function say(place, words, again) {
  const said = document.createElement("p");
  const button = document.createElement("button");
  said.className = "live-fault";
  said.role = "alert";
  said.addEventListener("again", again);
  button.textContent = "Try again";
  // One for all: what failed, failed together.
  button.onclick = () =>
    document.querySelectorAll(".live-fault").forEach((one) => one.dispatchEvent(new Event("again")));
  said.append(`${words} `, button);
  place.querySelector(":scope > .live-fault")?.remove();
  place.append(said);
}

/** @param {Component<any>} component */
export default (component) => {
  /** @type {Promise<(() => void) | void>} */
  let mounted;
  const start = () => {
    mounted = load().then(
      (mount) => mount(component, say),
      () => say(component.parentElement, "This part of the page could not be loaded.", start),
    );
  };
  start();
  return () => mounted.then((cleanUp) => cleanUp?.());
};
