// The dialog that shows the link of the page: as a text that is selected, and as a QR code.

import { button, make } from "./dom.js";
import { picture } from "./qr_picture.js";

/**
 * @param {{ link: string, reach: string }} shared
 * @param {{ copy: () => void, print: () => void }} acts
 * @param {string} [said] why it is shown, where nobody asked for it
 */
export function showShare({ link, reach }, { copy, print }, said = "") {
  const dialog = make("dialog", { className: "share", ariaLabel: "Link and QR code of this page" });
  const field = make("input", { type: "text", readOnly: true, value: link, ariaLabel: "Link" });
  const close = button("Close", () => dialog.close());
  const acts = make("div", { className: "share-acts" });
  acts.append(button("Copy", copy), button("Print", () => (dialog.close(), print())), close);
  const words = make("p", { textContent: said || "Scan it, or send the link." });
  words.role = said ? "alert" : null;
  dialog.append(words, picture(link), field, make("p", { textContent: reach }), acts);
  dialog.onclose = () => dialog.remove();
  dialog.onclick = ({ target }) => target === dialog && dialog.close();
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  field.select();
}
