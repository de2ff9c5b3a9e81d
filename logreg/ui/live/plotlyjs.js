// Loads plotly.js: the compressed file, which a browser keeps, or else the plain one.

/** @import { Library } from "./foreign.js" */

import { ErrorForPeople } from "./foreign.js";

// The second for where a browser has kept what is none: a failure, or a file cut off.
const CACHES = /** @type {const} */ (["force-cache", "reload"]);

/**
 * @typedef {object} Shared by all components of a page
 * @property {Library} [Plotly]
 * @property {Promise<Library> | null} [plotlyLoad]
 * @property {Promise<Response | null> | null} [plotlyFile] what early.js has asked for
 */

/** @returns {Shared} */
const shared = () => /** @type {any} */ (window);

/**
 * One load per page, whoever asks first; a failed load may be tried again.
 * @param {string[]} addresses seen from the app's own, the best first
 * @returns {Promise<Library>}
 */
export function loadPlotly(addresses) {
  const { Plotly } = shared();
  if (Plotly) return Promise.resolve(Plotly);
  shared().plotlyLoad ??= load(addresses).catch((error) => {
    shared().plotlyLoad = null;
    throw error;
  });
  return /** @type {Promise<Library>} */ (shared().plotlyLoad);
}

/**
 * @param {string[]} addresses
 * @returns {Promise<Library>}
 */
async function load(addresses) {
  for (const address of addresses) {
    try {
      if (address.endsWith(".gz")) evaluate(await unpacked(address));
      else await run(address);
      const { Plotly } = shared();
      if (Plotly) return Plotly;
    } catch {
      // The next address may do.
    }
  }
  throw new ErrorForPeople("The drawing library could not be loaded.");
}

/**
 * What a browser compiled it finds again after a reload, by the text; a script from memory would
 * have another address each time, and be compiled anew in 0.8 s.
 * @param {string} source
 */
function evaluate(source) {
  // oxlint-disable-next-line no-eval -- the server's own file, as a script of it would be
  (0, eval)(source);
}

/**
 * @param {string} address
 * @returns {Promise<string>}
 */
async function unpacked(address) {
  for (const cache of CACHES) {
    try {
      return await unpack(await ask(address, cache));
    } catch (error) {
      if (cache === CACHES.at(-1)) throw error;
    }
  }
  throw new Error("Nothing was asked for.");
}

/**
 * @param {string} address
 * @param {RequestCache} cache
 */
async function ask(address, cache) {
  const early = shared().plotlyFile;
  shared().plotlyFile = null;
  return (await early) ?? fetch(new URL(address, document.baseURI), { cache });
}

/**
 * Rejects what is no whole compressed file.
 * @param {Response} response
 */
function unpack({ body }) {
  if (!body) throw new Error("There is no compressed file.");
  const stream = body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/**
 * @param {string} address
 * @returns {Promise<unknown>}
 */
function run(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, document.baseURI).href;
    script.onload = resolve;
    script.onerror = () => {
      script.remove();
      reject(new Error("The script did not run."));
    };
    document.head.append(script);
  });
}
