// What the page around a frame is told, beside a window that keeps what is posted to it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Host, isMatch, outerOf } from "../../logreg/ui/live/host.js";
import { ALONE, LETS_IN, sharedLink } from "../../logreg/ui/live/sharing.js";
import { settingsOf } from "../../logreg/ui/live/settings.js";

const CLOUD = "https://app.streamlit.app";
const FOREIGN = "https://course.example";

/** A window at `address`, in a frame of the page at `outer` where that is given. */
function windowAt(address, outer = "") {
  const posted = [];
  const listeners = [];
  const page = {
    location: Object.assign(new URL(address), { ancestorOrigins: outer ? [new URL(outer).origin] : [] }),
    document: { referrer: outer, baseURI: address },
    addEventListener: (_, act) => listeners.push(act),
  };
  page.parent = outer ? { postMessage: (...sent) => posted.push(sent), location: { href: outer } } : page;
  const hear = (event) => listeners.forEach((act) => act(event));
  return { page, posted, hear };
}

test("a host is told the query in Streamlit's words, and nobody else is meant", async () => {
  const { page, posted } = windowAt(`${CLOUD}/~/+/`, `${CLOUD}/`);
  const host = new Host(page, ["https://*.streamlit.app"]);
  host.tell("?v=1"); // before it is known who is around
  await host.known;
  host.tell("?v=1&seed=2");
  const told = (queryParams) => [{ stCommVersion: 1, type: "SET_QUERY_PARAM", queryParams }, CLOUD];
  assert.deepEqual(posted, [told("?v=1"), told("?v=1&seed=2")]);
});

test("a page that is not allowed is told nothing, and is not the address to share", async () => {
  const { page, posted } = windowAt(`${CLOUD}/`, `${FOREIGN}/week-3`);
  const host = new Host(page, ["https://*.streamlit.app"]);
  await host.known;
  host.tell("?v=1");
  assert.deepEqual(posted, []);
  assert.equal(host.address, `${CLOUD}/`);
});

test("without a frame there is nobody to tell", async () => {
  const { page, posted } = windowAt(`${CLOUD}/`);
  const host = new Host(page, [CLOUD]);
  await host.known;
  host.tell("?v=1");
  assert.deepEqual(posted, []);
});

test("the host's Back is heard of the host alone", async () => {
  const { page, hear } = windowAt(`${CLOUD}/~/+/`, `${CLOUD}/`);
  const host = new Host(page, [CLOUD]);
  const heard = [];
  host.onQuery = (query) => heard.push(query);
  await host.known;
  const data = { stCommVersion: 1, type: "UPDATE_FROM_QUERY_PARAMS", queryParams: "?v=1&seed=2" };
  hear({ source: page.parent, origin: CLOUD, data });
  hear({ source: {}, origin: CLOUD, data });
  hear({ source: page.parent, origin: FOREIGN, data });
  hear({ source: page.parent, origin: CLOUD, data: { ...data, stCommVersion: 2 } });
  hear({ source: page.parent, origin: CLOUD, data: { ...data, type: "RERUN_SCRIPT" } });
  assert.deepEqual(heard, ["v=1&seed=2"]);
});

test("origins match as Streamlit has them", () => {
  const cases = [
    ["https://*.streamlit.app", "https://a.streamlit.app", true],
    ["https://*.streamlit.app", "https://a.b.streamlit.app", true],
    ["https://*.streamlit.app", "https://streamlit.app.evil.example", false],
    ["https://*.streamlit.app", "https://evilstreamlit.app", false],
    ["https://*.streamlit.app", "http://a.streamlit.app", false],
    ["https://share.streamlit.io", "https://share.streamlit.io", true],
    ["https://share.streamlit.io", "https://share.streamlit.io:8443", false],
    ["http://localhost:3000", "http://localhost:3000", true],
    ["http://localhost:3000", "http://localhost:3001", false],
    ["https://*.streamlit.app", "", false],
  ];
  for (const [pattern, origin, is] of cases) assert.equal(isMatch(pattern, origin), is, `${pattern} ${origin}`);
});

test("the outer address has the paths of Community Cloud, else those that the host tells", () => {
  const at = (address) => new URL(address);
  assert.equal(outerOf(at(`${CLOUD}/~/+/`), CLOUD, ""), `${CLOUD}/`);
  assert.equal(outerOf(at(`${CLOUD}/~/+/evaluate`), CLOUD, `${CLOUD}/`), `${CLOUD}/evaluate`);
  assert.equal(outerOf(at("http://inner/evaluate"), FOREIGN, `${FOREIGN}/demo?x=1#y`), `${FOREIGN}/demo`);
  assert.equal(outerOf(at("http://inner/evaluate"), FOREIGN, "about:client"), `${FOREIGN}/`);
});

test("a shared link has the address that others can open, and says who they are", () => {
  const share = (address, known = {}, outer = undefined) => {
    const place = new URL(address);
    const told = { public: "", network: "", ...known };
    return sharedLink(place, outer ?? place.origin + place.pathname, told);
  };
  const network = { network: "192.168.1.5" };
  for (const host of ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"]) {
    const link = "http://192.168.1.5:8501/evaluate?v=1#a";
    assert.deepEqual(share(`http://${host}/evaluate?v=1#a`, network), { link, reach: LETS_IN });
    assert.deepEqual(share(`http://${host}/?v=1`), { link: `http://${host}/?v=1`, reach: ALONE });
  }
  const own = "https://school.example/?v=1";
  assert.deepEqual(share(own, network), { link: own, reach: "" });
  assert.equal(share("http://localhost/?v=1", { public: own.slice(0, -5), ...network }).link, own);
  assert.equal(share("http://localhost/?v=1", network, `${CLOUD}/`).link, `${CLOUD}/?v=1`);
  assert.equal(share("http://localhost/", { network: "fe80::1" }).link, "http://[fe80::1]/");
});

test("settings are said by their labels, with what a link leaves out", () => {
  const vocabulary = {
    labels: { data: "Dataset", features: "Features", rate: "Learning rate", threshold: "Threshold" },
    words: { data: { moons: "Moons", iris: "Iris" }, features: { x1: "x₁", "x1^2": "x₁²" } },
    usual: { moons: { data: "moons", features: "x1", rate: "0.3" }, iris: { data: "iris", rate: "0.1" } },
    own: ["threshold"],
    dataset: "moons",
  };
  const said = (query) => settingsOf(vocabulary, query).map((pair) => pair.join(": "));
  assert.deepEqual(said("v=1"), ["Dataset: Moons", "Features: x₁", "Learning rate: 0.3"]);
  assert.deepEqual(said("?data=iris&rate=1e-05&features=x1&threshold=0.25"), [
    "Dataset: Iris",
    "Learning rate: 0.00001",
    "Threshold: 0.25",
  ]);
  assert.equal(said("features=x1,x1%5E2")[1], "Features: x₁, x₁²");
});
