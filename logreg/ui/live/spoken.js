// What a screen reader says by itself: once, when nothing has moved for a while.

/** @import { Life } from "./instance.js" */

import { isHandOnControl, write } from "./dom.js";

// Longer than between two keys of somebody who steps, shorter than a wait.
const REST_MILLISECONDS = 500;
// Who holds a thumb is still on the way.
const isHeld = () => isHandOnControl() || document.querySelector(".stage-scrubber:active") !== null;

export class Voice {
  #stop = () => {};

  /**
   * @param {HTMLElement} place a live region that nobody sees
   * @param {Pick<Life, "later">} life
   * @param {() => boolean} isAwaiting the answer to a change, which is on the way as well
   */
  constructor(place, life, isAwaiting) {
    this.place = place;
    this.isAwaiting = isAwaiting;
    this.life = life;
  }

  /**
   * Latest wins.
   * @param {() => string} words asked for when they are said
   */
  say(words) {
    this.hush();
    const act = () =>
      isHeld() || this.isAwaiting() ? this.say(words) : write(this.place, words());
    this.#stop = this.life.later(act, REST_MILLISECONDS);
  }

  // Emptied: the same words, said again, are heard again.
  hush() {
    this.#stop();
    write(this.place, "");
  }
}
