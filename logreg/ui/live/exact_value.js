// The field in which an exact value is typed, in the place of the number on the slider.

/** @import { Life } from "./instance.js" */

import { make } from "./dom.js";

export class ExactValue {
  /** @type {Life | null} */
  #open = null;

  /**
   * @param {Life} life
   * @param {HTMLElement} number the button with the number
   * @param {(text: string) => void} commit
   */
  constructor(life, number, commit) {
    this.life = life;
    this.number = number;
    this.commit = commit;
  }

  /**
   * @param {string} label
   * @param {number} value
   */
  open(label, value) {
    this.close();
    const open = this.life.part();
    const field = make("input", {
      className: "live-slider-field",
      inputMode: "decimal",
      autocomplete: "off",
      ariaLabel: `${label}, exact value`,
      value: String(value),
    });
    field.style.setProperty("--at", this.number.style.getPropertyValue("--at"));
    open.listen(field, "blur", () => this.#enter(field));
    open.listen(field, "keydown", (/** @type {KeyboardEvent} */ event) => this.#onKey(field, event));
    open.own(() => {
      this.number.hidden = false;
      field.remove();
    });
    this.#open = open;
    this.number.hidden = true;
    this.number.after(field);
    field.select();
  }

  close() {
    this.#open?.end();
    this.#open = null;
  }

  /** @param {HTMLInputElement} field */
  #enter({ value }) {
    this.close(); // first: removing the field makes it lose the focus
    this.commit(value);
  }

  /**
   * @param {HTMLInputElement} field
   * @param {KeyboardEvent} event
   */
  #onKey(field, event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault(); // the button, focused now, would take this Enter for a click
    if (event.key === "Enter") this.#enter(field);
    else this.close();
    this.number.focus();
  }
}
