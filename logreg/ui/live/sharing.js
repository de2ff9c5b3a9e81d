// The link that brings others here: of the host around the app, of the address that its server was
// told, or of the machine's address among its neighbours.

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i;
export const LETS_IN = "Others in the same network can open it.";
export const ALONE =
  "Only this computer can open it. For others in the room, start the app with --server.address=0.0.0.0";

/** @typedef {Pick<Location, "origin" | "protocol" | "hostname" | "port" | "pathname" | "search" | "hash">} Place */
/** @typedef {{ public: string, network: string }} Known by the server: origins or hosts, or "" */

/**
 * @param {Place} location
 * @param {string} outer the address that the app is seen at, without its query
 * @param {Known} known
 * @returns {{ link: string, reach: string }} `reach` says who can open it where that is a question
 */
export function sharedLink(location, outer, known) {
  const { origin, protocol, port, hostname, pathname, search, hash } = location;
  const own = origin + pathname;
  const link = (/** @type {string} */ address, reach = "") => ({ link: address + search + hash, reach });
  if (outer !== own) return link(outer);
  if (known.public) return link(known.public + pathname);
  if (!LOOPBACK.test(hostname)) return link(own);
  if (!known.network) return link(own, ALONE);
  const host = known.network.includes(":") ? `[${known.network}]` : known.network;
  return link(`${protocol}//${host}${port && `:${port}`}${pathname}`, LETS_IN);
}
