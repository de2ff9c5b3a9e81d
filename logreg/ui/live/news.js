// Word from the last component of an answer to the others: all that it draws has arrived.

/** @import { News, RateZones } from "./contract.js" */
/** @import { Life } from "./instance.js" */

// Through the document: a module may be loaded twice, where its first load failed.
const EVENT = "live-news";

/** @type {{ page: string, news: News } | null} */
let last = null; // for who comes to a page after it was told

// The page whose link to another was followed last, and when; a hand that comes later is still there.
let leaving = { page: "", since: 0 };
/** @param {Event} event */
const stay = ({ timeStamp }) => timeStamp > leaving.since && (leaving.page = "");
/** @param {Event} event */
const leave = ({ target }) => {
  const link = target instanceof Element ? target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.pathname === location.pathname) return;
  leaving = { page: location.pathname, since: performance.now() };
};
globalThis.document?.addEventListener("click", leave, { capture: true });
for (const type of ["pointerdown", "keydown"]) globalThis.document?.addEventListener(type, stay, { capture: true });

/**
 * Without zones of the learning rate, those that this page has told stay.
 * @param {News} news
 */
export function tellNews(news) {
  const page = location.pathname;
  const rates = news.rates === undefined && last?.page === page ? last.news.rates : news.rates;
  last = { page, news: { ...news, rates } };
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

/** What this page has told last, if anything; nothing to who is on the way to another. */
export const lastNews = () => (last?.page === location.pathname && leaving.page !== location.pathname ? last.news : null);

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
