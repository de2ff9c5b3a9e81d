// Word from the last component of an answer to the others: all that it draws has arrived.

/** @import { News } from "./contract.js" */
/** @import { Life } from "./instance.js" */

// Through the document: a module may be loaded twice, where its first load failed.
const EVENT = "live-news";

/** @param {News} news */
export function tellNews(news) {
  document.dispatchEvent(new CustomEvent(EVENT, { detail: news }));
}

/**
 * @param {Life} life
 * @param {(news: News) => void} act
 */
export function onNews(life, act) {
  life.listen(document, EVENT, (/** @type {CustomEvent<News>} */ { detail }) => act(detail));
}
