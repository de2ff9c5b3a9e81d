// All that is known here of Streamlit's own page.

const app = () => document.querySelector("[data-testid=stApp]");

export const mainBlock = () => document.querySelector("[data-testid=stMainBlockContainer]");

export const menuLinks = () => document.querySelectorAll(".st-key-menu a");

export const isRunning = () => app()?.dataset.testScriptState === "running";

export const isConnected = () => app()?.dataset.testConnectionState === "CONNECTED";

// `act` is called whenever a run begins or ends, until what is returned is called.
export const onRunState = (act) => onChange("data-test-script-state", act);

export const onConnectionState = (act) => onChange("data-test-connection-state", act);

// A listing wider than its room scrolls, and a keyboard scrolls only what can have the focus.
export function letKeysScrollListings() {
  for (const listing of document.querySelectorAll("[data-testid=stCode] pre")) {
    if (listing.scrollWidth > listing.clientWidth) listing.tabIndex = 0;
  }
}

function onChange(attribute, act) {
  const observer = new MutationObserver(act);
  const element = app();
  if (element) observer.observe(element, { attributeFilter: [attribute] });
  return () => observer.disconnect();
}
