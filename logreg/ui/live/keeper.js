// Keeps a text of the page in this browser, if the person wants that, and brings it back next time.

/** @import { Component, KeeperData } from "./contract.js" */

const NAME = "logistic regression missions";

export default function () {
  let hasAsked = false;
  return (/** @type {Component<KeeperData>} */ { data, setTriggerValue }) => {
    if (data.is_kept) write(data.text);
    else if (data.is_decided) forget();
    else if (!hasAsked) {
      hasAsked = true;
      const kept = read();
      if (kept !== null) setTriggerValue("kept", kept);
    }
  };
}

// A browser may forbid its storage, as in a private window: then nothing is kept.

function read() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** @param {string} text */
function write(text) {
  try {
    localStorage.setItem(NAME, text);
  } catch {
    // Nothing is lost but the memory.
  }
}

function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // There was nothing.
  }
}
