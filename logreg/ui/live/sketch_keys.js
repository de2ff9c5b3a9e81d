// What keys do to the drawn point that the keyboard is at.

/** @import { SketchPad } from "./sketch_pad.js" */

const STEP = 41; // places of the grid by one arrow key, a hundredth of the picture; five times with Shift
/** @type {Readonly<Record<string, [number, number]>>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @typedef {Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">} Pressed
 */

/**
 * What a key does, if anything.
 * @param {Pressed} pressed
 * @param {SketchPad} pad
 * @returns {(() => void) | undefined}
 */
export function keyAct({ key, shiftKey, ctrlKey, metaKey, altKey }, pad) {
  const { sketch, focused } = pad;
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) {
    if (letter === "z") return () => pad.once(() => (shiftKey ? sketch.redo() : sketch.undo()));
    return letter === "y" ? () => pad.once(() => sketch.redo()) : undefined;
  }
  if (altKey) return undefined;
  const direction = ARROWS[key];
  if (direction) {
    const far = STEP * (shiftKey ? 5 : 1);
    return () => pad.keep(() => sketch.nudge(focused, direction[0] * far, direction[1] * far));
  }
  const remove = () => pad.change(() => sketch.remove((index) => index === focused));
  return {
    pagedown: () => pad.goTo(focused + 1),
    pageup: () => pad.goTo(focused - 1),
    home: () => pad.goTo(0),
    end: () => pad.goTo(pad.points.length - 1),
    c: () => pad.change(() => sketch.flip(focused)),
    delete: remove,
    backspace: remove,
    enter: () => add(pad),
  }[letter];
}

/**
 * Beside the point that the keyboard is at, or in the middle.
 * @param {SketchPad} pad
 */
function add(pad) {
  const { left, right, bottom, top } = pad.sketch.box;
  const isFirst = pad.points.length === 0;
  const { x, y } = pad.sketch.placeOf(pad.focused);
  const place = isFirst
    ? { x: (left + right) / 2, y: (bottom + top) / 2 }
    : { x: x + (right - left) / 50, y: y + (top - bottom) / 50 };
  pad.change(() => pad.sketch.add(place, pad.tool === "class0" ? 0 : 1));
  pad.goTo(pad.points.length - 1);
}
