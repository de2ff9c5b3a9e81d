// What a slider says to Python and hears: the latest value, one message under way.

/** @import { Life } from "./instance.js" */

import { isRunning, onRunState } from "./foreign.js";
import { lead } from "./leading.js";

/** @typedef {{ value: number | string, isDragging: boolean }} Said */
/** @typedef {{ value: number | string, is_dragging: boolean, count: number }} Message numbered by the browser */

// An answer that takes longer is taken for lost: the next value may go out.
const LONGEST_WAIT_MS = 1500;

/** How the page's runs are known, and hear of a hand; tests bring their own. */
const PAGE = { isRunning, onRunState, lead };

export class Conversation {
  /** @type {Said | null} */
  #wanted = null; // what Python is to know
  /** @type {Said | null} */
  #sent = null; // what it was told last
  #count = 0; // the number of that message
  #isAnswered = true; // whether the page has come back with that number
  /** @type {Life | null} */
  #wait = null; // for an answer, while a message is under way
  /** @type {Life | null} */
  #watch = null; // over the run that is to end first

  /**
   * @param {Life} life
   * @param {(message: Message) => void} send
   * @param {typeof PAGE} [page]
   */
  constructor(life, send, page = PAGE) {
    this.life = life;
    this.send = send;
    this.page = page;
  }

  /** @param {Said} said */
  say(said) {
    this.#wanted = said;
    this.#sendNext();
  }

  /**
   * Takes an answer, and returns whether it is the last word: nothing was said that it does not know.
   * @param {Pick<Message, "count">} answer
   */
  hear({ count }) {
    if (count < this.#count) return false; // said before the last message arrived
    this.#count = count;
    this.#isAnswered = true;
    // Asked first: going on may send, and what was sent is not answered by this.
    const isLast = !this.#wanted || this.#isKnown();
    if (this.#wait) this.#whenRunEnds(this.#wait, () => this.#goOn());
    return isLast;
  }

  /**
   * All that the page draws with the answer to this message is here: the server may turn to the next
   * while this one is drawn. The end of its run would come 10 ms later.
   * @param {number} count
   */
  complete(count) {
    if (!this.#wait || count < this.#count) return;
    this.#isAnswered = true;
    this.#goOn();
  }

  /**
   * Python has this by itself. A drag that it still believes in was cut off: nobody holds the thumb.
   * @param {Said} said
   */
  agree({ value, isDragging }) {
    this.#sent = { value, isDragging };
    this.say({ value, isDragging: false });
  }

  #sendNext() {
    if (this.#wait || !this.#wanted || this.#isKnown() || this.life.isOver) return;
    this.#sent = this.#wanted;
    this.#count += 1;
    this.#isAnswered = false;
    const wait = this.life.part();
    this.#wait = wait;
    wait.later(() => this.#giveUp(wait), LONGEST_WAIT_MS);
    const { value, isDragging } = this.#sent;
    if (isDragging) this.page.lead();
    this.send({ value, is_dragging: isDragging, count: this.#count });
  }

  #isKnown() {
    const [wanted, sent] = [this.#wanted, this.#sent];
    return wanted?.value === sent?.value && wanted?.isDragging === sent?.isDragging;
  }

  /**
   * A message in the middle of a run would end it before the page below the slider is drawn, or take
   * from the answer of a fragment what has not been sent yet.
   * @param {Life} wait
   * @param {() => void} act
   */
  #whenRunEnds(wait, act) {
    this.#watch?.end();
    if (!this.page.isRunning()) {
      act();
      return;
    }
    const watch = wait.part();
    this.#watch = watch;
    this.page.onRunState(watch, () => {
      if (!this.page.isRunning()) act();
    });
  }

  /**
   * No answer: a message that was lost is said again, unless there is a newer one to say.
   * @param {Life} wait
   */
  #giveUp(wait) {
    if (this.#isAnswered || !this.#isKnown()) {
      this.#goOn();
      return;
    }
    this.#whenRunEnds(wait, () => {
      this.#sent = null;
      this.#goOn();
    });
  }

  #goOn() {
    this.#wait?.end();
    this.#wait = null;
    this.#sendNext();
  }
}
