"""A slider and a dot, as small as components can be."""

import streamlit as st

USUAL = 500

_slider = st.components.v2.component(
    "slider",
    html='<input type="range" min="0" max="1000" step="1" />',
    js="""export default ({ data, parentElement, setStateValue }) => {
        const input = parentElement.querySelector("input");
        input.ariaLabel = data.label;
        input.oninput = () => setStateValue("value", Number(input.value));
    }""",
)
_dot = st.components.v2.component(
    "dot",
    html="<p></p>",
    js="""export default ({ data, parentElement }) => {
        const dot = parentElement.querySelector("p");
        dot.textContent = `● ${data.value}`;
        dot.style.marginLeft = `${data.value / 10}%`;
    }""",
)


def slider(key: str, label: str) -> float:
    """What the slider says."""
    said = _slider(
        key=key, data={"label": label}, on_value_change=_do_nothing, default={"value": USUAL}
    )
    value: float = said.value
    return value


def dot(value: float, key: str) -> None:
    """Show a value."""
    _dot(key=key, data={"value": value})


def _do_nothing() -> None:
    """Streamlit keeps a component's state only where something is called on its change."""
