// The act, where what goes wrong in it is told to `fail`.
export function guarded(act, fail) {
  return (...values) => {
    try {
      return act(...values);
    } catch (error) {
      fail(error);
    }
  };
}
