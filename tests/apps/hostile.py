"""Charts and labels with the names of a hostile table, for the tests: all of it is text."""

import pandas as pd
import streamlit as st

from logreg.experiment.learned import learned
from logreg.figures import boundary_chart, histogram_chart
from logreg.figures.weights import weights_chart
from logreg.ui.chart import draw
from logreg.wording.plain_text import as_markdown
from tests.hostile import FOUND_LATE, NAMES, hostile_run
from tests.told import evaluated

result = hostile_run(standardize=True, n_iters=200)
st.selectbox("Name", NAMES + FOUND_LATE)
draw(boundary_chart(result), "boundary", heading="Boundary")
draw(weights_chart(learned(result), None, None, ""), "weights", heading="Weights")
draw(histogram_chart(evaluated(result), 0.5), "histogram", heading="Histogram")

texts = list(map(as_markdown, NAMES + FOUND_LATE))
for i, text in enumerate(texts):
    with st.container(key=f"text-{i}"):
        st.markdown(text)
        st.markdown(f"- {text}")
        st.caption(text)
        st.error(text, icon=":material/error:")
        st.toggle(text, key=f"toggle {i}")
with st.container(key="cells"):
    st.table(pd.DataFrame({"name": texts}, index=texts))
with st.container(key="options"):
    st.multiselect("Names", NAMES + FOUND_LATE, NAMES + FOUND_LATE)
st.caption("All is shown.")
