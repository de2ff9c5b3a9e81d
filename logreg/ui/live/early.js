// Travels with the first component of a page, before loader.js: the largest of all files is on its
// way while the rest is still asked for. plotlyjs.js takes it up. Python fills in its address.

if ("DecompressionStream" in window) {
  const address = new URL("@plotlyjs", document.baseURI);
  Object(window).plotlyFile ??= fetch(address, { cache: "force-cache" }).catch(() => null);
}
