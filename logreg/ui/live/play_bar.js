// The bar below the charts that plays the film, and says where that stands.

/** @import { Life } from "./instance.js" */
/** @import { Player } from "./player.js" */

import { find, write } from "./dom.js";
import { at } from "./frames.js";
import { Shortcuts } from "./shortcuts.js";
import { Voice } from "./spoken.js";

const PLAY_ICON = "M4 2.5v11L13.5 8z";
const PAUSE_ICON = "M4 3h3v10H4zM9 3h3v10H9z";
const SPEEDS = ["0.25", "0.5", "1", "2"];
const N_FIGURES_SAID = 2; // log loss and accuracy

export class PlayBar {
  isQuiet = false; // while it plays of itself, and after that

  /**
   * @param {HTMLElement} root of the stage
   * @param {Life} life
   * @param {Player} player
   * @param {() => boolean} [isAwaiting] an answer, before which nothing is said
   */
  constructor(root, life, player, isAwaiting = () => false) {
    this.root = root;
    this.player = player;
    this.voice = new Voice(find(HTMLElement, root, ".stage-spoken"), life, isAwaiting);
    this.shortcuts = new Shortcuts(root, life, player);
    this.scrubber = find(HTMLInputElement, root, ".stage-scrubber");
    this.iteration = find(HTMLElement, root, ".stage-iteration");
    this.play = find(HTMLElement, root, ".stage-play");
    this.icon = find(SVGPathElement, this.play, "path");
    this.speed = find(HTMLElement, root, ".stage-speed");
    const onClick = (/** @type {string} */ selector, /** @type {() => void} */ act) =>
      life.listen(find(HTMLElement, root, selector), "click", act);
    onClick(".stage-rewind", () => player.go(0));
    onClick(".stage-back", () => player.go(player.frame - 1));
    onClick(".stage-play", () => player.toggle());
    onClick(".stage-forward", () => player.go(player.frame + 1));
    onClick(".stage-speed", () => this.nextSpeed());
    life.listen(this.scrubber, "input", () => player.go(Number(this.scrubber.value)));
  }

  /** @param {Int32Array} iterations of the frames */
  load({ length }) {
    this.scrubber.disabled = length === 1;
    // A preview shows the end of its run, and so does the thumb: the film that follows brings both
    // back to their place.
    if (length > 1) this.scrubber.max = String(length - 1);
  }

  /**
   * @param {Int32Array} iterations
   * @param {number} frame
   * @param {boolean} isPlaying
   */
  show(iterations, frame, isPlaying) {
    const { scrubber, play } = this;
    const iteration = at(iterations, frame);
    scrubber.value = iterations.length === 1 ? scrubber.max : String(frame);
    scrubber.style.setProperty("--at", String(Number(scrubber.value) / Math.max(Number(scrubber.max), 1)));
    scrubber.setAttribute("aria-valuetext", `iteration ${iteration}`);
    write(this.iteration, `${iteration} / ${iterations.at(-1)}`);
    play.ariaLabel = isPlaying ? "Pause" : "Play";
    this.icon.setAttribute("d", isPlaying ? PAUSE_ICON : PLAY_ICON);
    if (isPlaying || iterations.length === 1 || this.isQuiet) this.voice.hush();
    else this.voice.say(() => this.inWords());
  }

  // By the words on screen.
  inWords() {
    const { root, iteration } = this;
    const shown = [...root.querySelectorAll(".stage-figure")].slice(0, N_FIGURES_SAID);
    const figures = shown.map(({ children }) => Array.from(children, (part) => part.textContent).join(" "));
    const split = root.querySelector(".stage-split-name")?.textContent ?? "";
    return `Iteration ${iteration.textContent?.replace("/", "of")}. ${split}: ${figures.join(", ")}.`;
  }

  nextSpeed() {
    const speed = at(SPEEDS, (SPEEDS.indexOf(String(this.player.speed)) + 1) % SPEEDS.length);
    this.player.speed = Number(speed);
    this.speed.textContent = `${speed}×`;
    this.speed.ariaLabel = `Speed ${speed}×`;
  }
}
