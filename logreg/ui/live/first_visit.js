// A first visit: the server's drawing stands in for the boundary until Plotly has drawn it. Who is
// new reads what this is, and sees the training played once. Any touch of a hand ends that.

/** @import { Life } from "./instance.js" */
/** @import { PlayBar } from "./play_bar.js" */
/** @import { Player } from "./player.js" */

import { find } from "./dom.js";

const TOUCHES = ["pointerdown", "keydown", "wheel", "click", "input"];
// Long enough to see where the training begins.
const BREATH_MILLISECONDS = 700;

// Of this document: to a server that was started anew, who has been here for long is new once more.
let hasBegun = false;

export class FirstVisit {
  /** @type {Element | null} */
  #picture = null;
  /** @type {Life | null} */
  #untouched = null; // until something is touched, where somebody is new

  /**
   * @param {HTMLElement} root of the stage
   * @param {Life} life
   * @param {Player} player
   * @param {Pick<PlayBar, "isQuiet">} playBar
   */
  constructor(root, life, player, playBar) {
    this.root = root;
    this.life = life;
    this.player = player;
    this.playBar = playBar;
    this.#takeOver();
    // The stage may be there first: always where its server was started anew.
    life.listen(document, "opening", () => this.#takeOver());
  }

  /** Another run is on its way: the drawing shows the one before. */
  end() {
    this.#picture?.remove();
    this.#picture = null;
  }

  #takeOver() {
    const opening = document.querySelector(".opening");
    if (!opening) return;
    const isNew = opening.hasAttribute("data-is-new") && !hasBegun;
    if (!hasBegun) this.#show(opening, isNew);
    hasBegun = true;
    opening.remove();
  }

  /**
   * @param {Element} opening
   * @param {boolean} isNew
   */
  #show(opening, isNew) {
    const place = find(HTMLElement, this.root, ".stage-boundary .live-chart");
    const picture = opening.querySelector(".first-picture");
    if (picture && !place.dataset.revision) {
      place.append(picture);
      this.#picture = picture;
    }
    if (isNew) this.#greet(opening.querySelector(".stage-hint"));
    this.#whenDrawn(place, () => this.end());
  }

  /** @param {Element | null} hint */
  #greet(hint) {
    const untouched = this.life.part();
    this.#untouched = untouched;
    if (hint) find(HTMLElement, this.root, ".stage-summary").after(hint);
    this.root.toggleAttribute("data-is-new", true);
    untouched.own(() => {
      hint?.remove();
      this.root.toggleAttribute("data-is-new", false);
      this.playBar.isQuiet = false;
    });
    const touch = (/** @type {Event} */ event) => this.#touch(event);
    for (const type of TOUCHES) untouched.listen(document, type, touch, { capture: true, passive: true });
    // A screen reader moves the focus without a key that the page hears.
    untouched.listen(this.root, "focusin", touch);
    const last = find(HTMLElement, this.root, ".stage-loss .live-chart");
    this.#whenDrawn(last, () => untouched.later(() => this.#begin(), BREATH_MILLISECONDS), untouched);
  }

  #begin() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    // Nobody has asked: it is seen, and nothing is said of it.
    this.playBar.isQuiet = true;
    this.player.play();
  }

  /**
   * On the stage it stands where the hand has met it. Elsewhere the hand is after something else, and
   * the picture shows what is chosen: the end.
   * @param {Event} event
   */
  #touch({ target }) {
    this.#untouched?.end();
    this.#untouched = null;
    if (!this.player.isPlaying || !(target instanceof Element)) return;
    // What that does itself with the touch.
    if (target.closest(".stage-play")) return;
    const isHere = this.root.contains(target);
    // After those whom the touch is for: a key that pauses must not play again.
    this.life.later(() => {
      if (!this.player.isPlaying) return;
      if (isHere) this.player.pause();
      else this.player.go(this.player.nFrames - 1);
    }, 0);
  }

  /**
   * @param {HTMLElement} place of a chart
   * @param {() => void} act once
   * @param {Life} [life]
   */
  #whenDrawn(place, act, life = this.life) {
    const watch = life.part();
    const look = () => {
      if (!place.dataset.revision) return;
      watch.end();
      act();
    };
    watch.observe(MutationObserver, place, look, { attributeFilter: ["data-revision"] });
    look();
  }
}
