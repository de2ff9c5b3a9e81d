// A canvas's context that only notes what is asked of it.

/**
 * Each call becomes [name, ...values] in `calls`, and with styles each property that is set as well.
 * What was set can be read.
 */
export function recordingContext(calls, { withStyles = false } = {}) {
  return new Proxy(
    {},
    {
      get: (set, name) => (name in set ? set[name] : (...values) => calls.push([name, ...values])),
      set: (set, name, value) => {
        if (withStyles) calls.push([name, value]);
        set[name] = value;
        return true;
      },
    },
  );
}
