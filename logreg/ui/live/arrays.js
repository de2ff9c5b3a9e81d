// Arrays as they travel: base64 in the form that Plotly reads, or plain lists.

const TYPES = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, i4: Int32Array };

export function numbers(values) {
  if (typeof values?.bdata !== "string") return values ?? []; // empty is an array too
  return new TYPES[values.dtype](bytes(values.bdata).buffer);
}

// The points of a trace. Where it names no x, Plotly counts from x0 in steps of dx.
export function pointsOf({ x, x0 = 0, dx = 1, y }) {
  const values = numbers(y);
  return { x: x ? numbers(x) : values.map((_, i) => x0 + dx * i), y: values };
}

export function bytes(text) {
  const characters = atob(text);
  const values = new Uint8Array(characters.length);
  for (let i = 0; i < values.length; i += 1) values[i] = characters.charCodeAt(i);
  return values;
}
