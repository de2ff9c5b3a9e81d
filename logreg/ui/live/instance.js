// What lives on an element of the page, and all that must end with it.

/** @import { Component } from "./contract.js" */

/**
 * The life of an instance. It owns what would go on without it (listeners, observers, timers,
 * frames): when it ends, all of that ends, and nothing it was given to call is called any more.
 * What goes wrong in such a call is told to `fail`.
 */
export class Life {
  isOver = false;
  /** @type {Set<() => void>} */
  #stops = new Set();
  #fail;

  /** @param {(error: unknown) => void} fail */
  constructor(fail) {
    this.#fail = fail;
  }

  /** @param {unknown} error */
  fail(error) {
    if (!this.isOver) this.#fail(error);
  }

  /**
   * The act, while this lives. After each `await` an act of several parts asks `isOver` itself.
   * @template {unknown[]} Values
   * @param {(...values: Values) => unknown} act
   * @returns {(...values: Values) => void}
   */
  guarded(act) {
    return (...values) => {
      if (this.isOver) return;
      try {
        act(...values);
      } catch (error) {
        this.fail(error);
      }
    };
  }

  /**
   * Calls `dispose` at the end, or as soon as what is returned is called; once.
   * @param {() => void} dispose
   */
  own(dispose) {
    const stop = () => {
      if (this.#stops.delete(stop)) dispose();
    };
    this.#stops.add(stop);
    if (this.isOver) stop();
    return stop;
  }

  end() {
    if (this.isOver) return;
    this.isOver = true;
    this.#stops.forEach((stop) => stop());
  }

  /**
   * A part of this life, which may end before it.
   * @param {(error: unknown) => void} [fail]
   */
  part(fail = (error) => this.fail(error)) {
    const part = new Life(fail);
    const stop = this.own(() => part.end());
    part.own(stop);
    return part;
  }

  /**
   * @template {Event} E
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: E) => unknown} act
   * @param {AddEventListenerOptions} [options]
   */
  listen(target, type, act, options) {
    const heard = /** @type {EventListener} */ (this.guarded(act));
    target.addEventListener(type, heard, options);
    return this.own(() => target.removeEventListener(type, heard, options));
  }

  /**
   * @template {{ observe(element: Element, options?: object): void, disconnect(): void }} Observer
   * @param {new (act: () => void) => Observer} Observer
   * @param {Element} element
   * @param {() => unknown} act
   * @param {object} [options]
   */
  observe(Observer, element, act, options) {
    const observer = new Observer(this.guarded(act));
    const stop = this.own(() => observer.disconnect());
    if (!this.isOver) observer.observe(element, options);
    return stop;
  }

  /**
   * @param {() => unknown} act
   * @param {number} milliseconds
   */
  later(act, milliseconds) {
    const timer = setTimeout(() => {
      stop();
      this.guarded(act)();
    }, milliseconds);
    const stop = this.own(() => clearTimeout(timer));
    return stop;
  }

  /** @param {(time: number) => unknown} act */
  nextFrame(act) {
    const request = requestAnimationFrame((time) => {
      stop();
      this.guarded(act)(time);
    });
    const stop = this.own(() => cancelAnimationFrame(request));
    return stop;
  }
}

/**
 * @template Data
 * @typedef {object} Instance
 * @property {Life} life
 * @property {(error: unknown) => void} onFail
 * @property {(component: Component<Data>) => void} [update]
 */

/** @type {WeakMap<object, Instance<any>>} */
const instances = new WeakMap();

/**
 * Shows what a component was given by the instance on its element, which begins where there is
 * none. Returns what ends it, for Streamlit to call. That also calls it for what a newer call has
 * overtaken, which may come yet: only an element that has left the page takes its instance along.
 * @template Data
 * @param {Component<Data>} component
 * @param {(component: Component<Data>, life: Life) => (component: Component<Data>) => void} begin
 * @param {(error: unknown) => void} onFail called when the instance has ended by a failure
 */
export function show(component, begin, onFail) {
  const element = component.parentElement;
  /** @type {Instance<Data>} */
  const instance = instances.get(element) ?? { life: lifeOn(element), onFail };
  instances.set(element, instance);
  instance.onFail = onFail; // of who showed something last
  instance.life.guarded(() => {
    instance.update ??= begin(component, instance.life);
    instance.update(component);
  })();
  return () => {
    if (!element.isConnected) instances.get(element)?.life.end();
  };
}

/** @param {object} element */
function lifeOn(element) {
  const life = new Life((error) => {
    const failed = instances.get(element);
    life.end();
    failed?.onFail(error);
  });
  life.own(() => instances.delete(element));
  return life;
}
