"""A chart of any page is given to the live chart, with its words."""

import json

from streamlit.testing.v1 import AppTest

from logreg import Experiment, run


def test_a_chart_is_drawn_live_with_its_caption_and_its_alternative() -> None:
    page = AppTest.from_file("apps/chart.py", default_timeout=60).run()
    assert not page.exception
    (component,) = page.get("bidi_component")
    data = json.loads(component.proto.json)
    counts = run(Experiment()).train.scores.confusion.matrix
    texts = [text["text"] for text in data["figure"]["layout"]["annotations"]]
    assert [text.split("</b>")[0] for text in texts] == [f"<b>{n}" for n in counts.ravel()]
    assert str(counts[0, 0]) in data["alternative"]
    assert data["plotlyjs"].endswith("plotly.min.js")
    assert "diagonal" in page.caption[0].value
