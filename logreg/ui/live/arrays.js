// Arrays as they travel: base64 in the form that Plotly reads, or plain lists.

const TYPES = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, i4: Int32Array };

export function numbers(values) {
  if (!values?.bdata) return values ?? [];
  return new TYPES[values.dtype](bytes(values.bdata).buffer);
}

export function bytes(text) {
  const characters = atob(text);
  const values = new Uint8Array(characters.length);
  for (let i = 0; i < values.length; i += 1) values[i] = characters.charCodeAt(i);
  return values;
}
