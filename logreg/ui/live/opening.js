// Travels with the first answer of a session, before any module is there: puts the drawing into the
// chart's place. Python writes it, and the places of the samples as whole numbers.

(() => {
  const opening = document.currentScript?.parentElement?.querySelector(".opening");
  const place = opening?.querySelector(".live-chart");
  if (!(opening instanceof HTMLElement) || !place) return;
  place.innerHTML = JSON.parse(document.currentScript?.previousElementSibling?.textContent ?? "");
  for (const group of place.querySelectorAll("[data-symbol]")) {
    const pairs = group.textContent?.match(/\d+ \d+/g) ?? [];
    group.innerHTML = pairs
      .map((pair) => pair.split(" ").map((share) => Number(share) / 10))
      .map(([x, y]) => `\u003cuse href="#${group.getAttribute("data-symbol")}" x="${x}%" y="${y}%"/>`)
      .join("");
  }
  // To be looked at: what can be used is still to come.
  opening.inert = true;
  const app = document.querySelector("[data-testid=stApp]");
  if (app) opening.style.setProperty("--st-background-color", getComputedStyle(app).backgroundColor);
  document.dispatchEvent(new Event("opening"));
})();
