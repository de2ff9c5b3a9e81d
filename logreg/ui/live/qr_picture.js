// A QR code as a picture in the page.

import { pathOf, qrCode } from "./qr.js";

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} link */
export function picture(link) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  const code = qrCode(link);
  const side = String(code.length + 8);
  for (const [name, value] of Object.entries({
    class: "qr",
    role: "img",
    "aria-label": "QR code of the link",
    viewBox: `0 0 ${side} ${side}`,
    "shape-rendering": "crispEdges",
  }))
    svg.setAttribute(name, value);
  path.setAttribute("d", pathOf(code));
  svg.append(path);
  return svg;
}
