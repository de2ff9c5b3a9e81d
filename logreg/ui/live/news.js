// Word from the last component of an answer to the others: all that it draws has arrived.

/** @import { News, RateZones } from "./contract.js" */
/** @import { Life } from "./instance.js" */

// Through the document: a module may be loaded twice, where its first load failed.
const EVENT = "live-news";

/** @type {{ page: string, news: News } | null} */
let last = null; // for who comes to a page after it was told

/** @param {News} news */
export function tellNews(news) {
  last = { page: location.pathname, news };
  document.dispatchEvent(new CustomEvent(EVENT, { detail: news }));
}

/**
 * @param {Life} life
 * @param {(news: News) => void} act
 */
export function onNews(life, act) {
  life.listen(document, EVENT, (/** @type {CustomEvent<News>} */ { detail }) => act(detail));
}

/**
 * Calls `act` with the next news alone.
 * @param {() => void} act
 */
export const onNextNews = (act) => document.addEventListener(EVENT, act, { once: true });

/** What this page has told last, if anything. */
export const lastNews = () => (last?.page === location.pathname ? last.news : null);

/** The zones of the learning rate that this page has told, if any. */
export const toldRates = () => lastNews()?.rates ?? null;

/**
 * The news with the zones of the learning rate. A preview knows none: those told last stay, but where
 * a hand on the noise changes the samples that they belong to.
 * @param {News} news
 * @param {RateZones | null} rates
 * @param {boolean} isPreview
 * @returns {News}
 */
export function withRates(news, rates, isPreview) {
  if (!isPreview) return { ...news, rates };
  return document.querySelector('.live-slider[data-is-held][data-name="noise"]') ? { ...news, rates: null } : news;
}
