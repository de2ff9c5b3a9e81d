// Mounts the component of a module in this folder, dressed by the style sheet of the same name.

const loads = {};

// Resolves to what cleans up after the component.
export async function mount(name, component) {
  loads[name] ??= Promise.all([import(`./${name}.js`), dress(name)]);
  const [module] = await loads[name];
  return module.default({ ...component, data: component.data.all });
}

function dress(name) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(`./${name}.css`, import.meta.url);
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}
