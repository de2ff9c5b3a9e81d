// Mounts the component of a module in this folder, dressed by the style sheet of the same name.

const FAULT = "This part of the page cannot be shown: something went wrong in it.";

const originals = new WeakMap(); // of each place: its markup before any component touched it
const latest = new WeakMap(); // of each place: what was mounted there last

// Resolves to what mounts the component: (component, say) => what cleans up after it.
export async function load(name) {
  const [module] = await Promise.all([import(`./${name}.js`), dress(name)]);
  return (component, say) => mount(module.default, component, say);
}

// A component gets `fail`, to be called with what goes wrong in it later, outside this call.
function mount(show, component, say) {
  const { parentElement: place } = component;
  const [markup] = place.children;
  if (!originals.has(place)) originals.set(place, markup.cloneNode(true));
  const before = latest.get(place);
  const mounted = { component, hasFailed: false, cleanUp: before?.hasFailed ? null : before?.cleanUp };
  latest.set(place, mounted);
  const fail = (error) => {
    if (mounted.hasFailed || latest.get(place) !== mounted) return;
    mounted.hasFailed = true;
    console.error(error);
    mounted.cleanUp?.();
    // Begun anew with the next run: what is left of this one may be broken.
    markup.replaceChildren(...originals.get(place).cloneNode(true).childNodes);
    markup.hidden = true;
    say(place, FAULT, () => mount(show, component, say));
  };
  markup.hidden = false;
  try {
    mounted.cleanUp = show({ ...component, data: component.data.all, fail });
  } catch (error) {
    fail(error);
  }
  if (!mounted.hasFailed) place.querySelector(":scope > .live-fault")?.remove();
  freeHeight(place);
  // Streamlit also ends a call that a newer one has overtaken.
  return () => {
    const { component: newest, hasFailed, cleanUp } = latest.get(place);
    if (newest === component && !hasFailed) cleanUp?.();
  };
}

// Python reserved a height for the component, so that nothing moves when it comes; now it has its
// own, however long its texts are.
function freeHeight(place) {
  const reserved = place.closest("[data-testid=stElementContainer]");
  if (reserved?.style.height === "auto") return;
  Object.assign(reserved?.style ?? {}, { height: "auto", flex: "none" });
}

function dress(name) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(`./${name}.css`, import.meta.url);
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`The style sheet of ${name} could not be loaded.`));
    };
    document.head.append(link);
  });
}
