"""The address bar and the menu, kept in step with the controls, and the buttons that share it.

Streamlit's own `st.query_params` makes an entry in the browser's history of every change, each tick
of a drag included. This component makes one of each step that a person takes, see live/steps.js.
What it shows comes with it, or as news with another component: drawn with every answer to a hand,
it would be an eighth of its cost.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from ..experiment.address import EXPERIMENT, query_text
from ..experiment.experiment import Experiment
from .door import answered
from .live_component import bundled, loader
from .network import network_host, public_origin
from .shared import MB, shared
from .vocabulary import vocabulary_address

# What is the same for every visitor stands here, and is said with no answer.
_MARKUP = (
    f'<div class="link" data-public="{escape(public_origin())}"'
    f' data-network="{escape(network_host())}" data-vocabulary="{vocabulary_address()}"></div>'
)

_link = st.components.v2.component(
    "link",
    html=_MARKUP,
    js=loader("link"),
    isolate_styles=False,
)


def link(news: Mapping[str, Any]) -> None:
    """Put the query into the address bar, one into each link of the menu, and draw the button."""
    _link(key="link", data=bundled(dict(news)))


def news(address: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the last component of an answer tells the others.

    Which messages of the sliders are answered in full, and, unless a thumb is held, the address.
    """
    told = {"answered": answered()}
    return told if address is None else told | {"address": address}


def address(
    experiment: Experiment, additions: Sequence[Mapping[str, str]], page: int
) -> dict[str, Any]:
    """The query of each page of the menu, and of the one whose number is `page`.

    What a page adds to the experiment stands at the place of that page.
    """
    alone = text_of(experiment)
    menu = [
        query_text({**EXPERIMENT.write(experiment), **own}) if own else alone for own in additions
    ]
    return {"query": menu[page], "menu": menu}


@shared(MB)
def text_of(experiment: Experiment) -> str:
    """The query of an experiment alone."""
    return query_text(EXPERIMENT.write(experiment))
