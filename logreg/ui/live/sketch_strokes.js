// What a pointer does to drawn points, from where it goes down until it goes up.

/** @import { Label } from "./sketch.js" */
/** @import { SketchPad } from "./sketch_pad.js" */

const REACH = 12; // px around a point that a pointer has hold of
const FINGER = 24; // and a finger
const APART = 9; // px between two sprayed points, along the way
const SPREAD = 16; // px that they lie beside the way

/** @typedef {(event: PointerEvent) => void} Stroke what each event of a drag does */

/**
 * The stroke that begins here, if any.
 * @param {PointerEvent} event
 * @param {SketchPad} pad
 * @returns {Stroke | null}
 */
export function strokeFrom(event, pad) {
  const reach = event.pointerType === "touch" ? FINGER : REACH;
  if (pad.tool === "erase") return erasing(pad, reach);
  const index = nearest(event, pad, reach);
  if (index >= 0) return moving(event, pad, index);
  return pad.tool === "move" ? null : spraying(pad, pad.tool === "class1" ? 1 : 0);
}

/**
 * A point keeps the distance that it has from the pointer: nothing jumps.
 * @param {PointerEvent} event
 * @param {SketchPad} pad
 * @param {number} index
 * @returns {Stroke}
 */
function moving(event, pad, index) {
  const { area, sketch } = pad;
  const place = sketch.placeOf(index);
  const from = { across: event.offsetX, up: event.offsetY };
  pad.focused = index;
  return ({ offsetX, offsetY }) => {
    if (!area || (offsetX === from.across && offsetY === from.up)) return;
    const [across, up] = [area.x(place.x) + offsetX - from.across, area.y(place.y) + offsetY - from.up];
    // Its ring follows at once, the chart with the next answer: painted for both, it would be late.
    sketch.move(index, pad.at(across, up));
    pad.show();
    pad.say();
  };
}

/**
 * One point where it begins, and more beside the way that the pointer takes.
 * @param {SketchPad} pad
 * @param {Label} label
 * @returns {Stroke}
 */
function spraying(pad, label) {
  /** @type {{ x: number, y: number } | null} */
  let last = null;
  return ({ offsetX: x, offsetY: y }) => {
    if (last && Math.hypot(x - last.x, y - last.y) < APART) return;
    const spread = last ? SPREAD : 0;
    const beside = () => (Math.random() + Math.random() - 1) * spread;
    last = { x, y };
    pad.draw(() => pad.sketch.add(pad.at(x + beside(), y + beside()), label));
    pad.focused = pad.points.length - 1;
  };
}

/**
 * @param {SketchPad} pad
 * @param {number} reach
 * @returns {Stroke}
 */
function erasing(pad, reach) {
  return (event) => {
    const isNear = distances(event, pad).map((distance) => distance <= reach);
    if (isNear.some(Boolean)) pad.draw(() => pad.sketch.remove((index) => isNear[index] ?? false));
  };
}

/**
 * The point that a pointer has hold of, or −1.
 * @param {PointerEvent} event
 * @param {SketchPad} pad
 * @param {number} reach
 */
function nearest(event, pad, reach) {
  const all = distances(event, pad);
  const least = Math.min(...all, Infinity);
  return least <= reach ? all.indexOf(least) : -1;
}

/**
 * Of all points from a pointer, in pixels.
 * @param {PointerEvent} event
 * @param {SketchPad} pad
 */
function distances({ offsetX, offsetY }, { area, sketch, points }) {
  return points.map((_, index) => {
    const { x, y } = sketch.placeOf(index);
    return area ? Math.hypot(area.x(x) - offsetX, area.y(y) - offsetY) : Infinity;
  });
}
