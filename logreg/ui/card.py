"""What a card of the gallery shows of its run."""

from html import escape

from ..experiment.gallery import Exhibit
from ..experiment.run import Run
from ..figures.thumbnail import thumbnail
from .opening import brought

# A sign as well as a colour and a word.
GOOD = "M2.5,6.5 5,9 9.5,3.5"
BAD = "M3,3 9,9M9,3 3,9"
PUT_IN = (
    "{const{parentElement:card,previousElementSibling:data}=document.currentScript;"
    "card.firstChild.innerHTML=JSON.parse(data.textContent)}"
)


def card(exhibit: Exhibit, run: Run) -> str:
    """Picture, kind and sentence."""
    kind, sign, word = ("good", GOOD, "Works") if exhibit.is_good else ("bad", BAD, "Goes wrong")
    drawn = (
        f'{thumbnail(run)}<p class="card-kind" data-kind="{kind}">'
        f'<svg viewBox="0 0 12 12" aria-hidden="true"><path d="{sign}"/></svg>{word}</p>'
    )
    # Streamlit's cleaning takes drawings out of plain HTML: a script puts them in.
    return (
        f'<div class="card-body"><div class="card-picture"></div>'
        f"<p>{escape(exhibit.why(run).text)}</p>"
        f"{brought(drawn, PUT_IN)}</div>"
    )
