// The page around a frame that shows the app, such as Streamlit Community Cloud's: it is told the
// query, so that its own address does not stay behind, as Streamlit tells it of queries of its own.

// Streamlit's message to a host, and a host's to Streamlit; the version is of both.
const VERSION = 1;
const TELL = "SET_QUERY_PARAM";
const HEAR = "UPDATE_FROM_QUERY_PARAMS";
const CONFIG = "_stcore/host-config";
// Community Cloud shows the app below its own address, by this path.
const INNER_PATH = /^\/~\/\+(?=\/|$)/;

export class Host {
  #origin = ""; // of the host where it may be told
  #query = "";

  /**
   * @param {Window} page
   * @param {string[]} [allowed] origins, as the server has them where they are not given
   */
  constructor(page, allowed) {
    this.page = page;
    const isFramed = page.parent !== page;
    this.known = isFramed ? this.#meet(allowed) : Promise.resolve(); // settled once that is known
    page.addEventListener("message", (event) => this.#hear(event));
  }

  /** @type {(query: string) => void} called with each query that the host's own Back brings back */
  onQuery = () => {};

  /**
   * Tells the host a query.
   * @param {string} query with its question mark
   */
  tell(query) {
    this.#query = query;
    if (!this.#origin) return;
    this.page.parent.postMessage({ stCommVersion: VERSION, type: TELL, queryParams: query }, this.#origin);
  }

  /** The address, without its query, that a person would have to open to see this page. */
  get address() {
    const { location } = this.page;
    if (!this.#origin) return location.origin + location.pathname;
    return outerOf(location, this.#origin, around(this.page));
  }

  /** @param {string[] | undefined} allowed */
  async #meet(allowed) {
    const origin = originAround(this.page);
    const patterns = allowed ?? (await allowedOrigins(this.page.document.baseURI));
    if (!patterns.some((pattern) => isMatch(pattern, origin))) return;
    this.#origin = origin;
    if (this.#query) this.tell(this.#query);
  }

  /** @param {MessageEvent} event */
  #hear({ source, origin, data }) {
    if (!this.#origin || source !== this.page.parent || origin !== this.#origin) return;
    if (data?.stCommVersion !== VERSION || data.type !== HEAR) return;
    this.onQuery(String(data.queryParams ?? "").replace(/^\?/, ""));
  }
}

/**
 * The host's page of this page. One of the same site has the same paths, but for what leads into
 * its frame; another is taken as it is.
 * @param {{ origin: string, pathname: string }} location
 * @param {string} origin of the host
 * @param {string} referrer its address, as far as it is told
 */
export function outerOf(location, origin, referrer) {
  if (origin === location.origin && INNER_PATH.test(location.pathname)) {
    return origin + (location.pathname.replace(INNER_PATH, "") || "/");
  }
  const outer = URL.canParse(referrer) ? new URL(referrer) : null;
  return outer?.origin === origin ? origin + outer.pathname : `${origin}/`;
}

/**
 * Whether an origin is meant, as Streamlit reads its own setting: `https://*.streamlit.app` are all
 * sites below that.
 * @param {string} pattern
 * @param {string} origin
 */
export function isMatch(pattern, origin) {
  const known = /^(https?:)\/\/([^/:]+)(?::(\d+|\*))?\/?$/.exec(pattern);
  if (!known || !URL.canParse(origin)) return false;
  const { protocol, hostname, port } = new URL(origin);
  const [, scheme, host = "", which = ""] = known;
  const isHost = host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host;
  return scheme === protocol && isHost && (which === "*" || which === port);
}

/** @param {Window} page */
function around(page) {
  try {
    return page.parent.location.href; // of the same site
  } catch {
    return page.document.referrer;
  }
}

/** @param {Window} page */
function originAround(page) {
  // Not in Firefox.
  const [origin] = page.location.ancestorOrigins ?? [];
  if (origin) return origin;
  const address = around(page);
  return URL.canParse(address) ? new URL(address).origin : "";
}

/** @param {string} base */
async function allowedOrigins(base) {
  try {
    const answer = await fetch(new URL(CONFIG, base));
    return /** @type {{ allowedOrigins?: string[] }} */ (await answer.json()).allowedOrigins ?? [];
  } catch {
    return []; // without the list nobody is told
  }
}
