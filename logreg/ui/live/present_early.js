// Travels with the first component of a page: a link to Present is shown as that from the first
// picture on, which waits for this, see page.py.

{
  const { dataset } = document.documentElement;
  const plain = (/** @type {string} */ text) => text.replace(/[-_\s]/g, "").toLowerCase();
  const says = (/** @type {[string, string]} */ [key, text]) => plain(key) === "present" && /^(1|true)$/.test(plain(text));
  if (dataset.isRead === undefined && [...new URLSearchParams(location.search)].some(says)) dataset.present = "vote";
  dataset.isRead = "";
}
