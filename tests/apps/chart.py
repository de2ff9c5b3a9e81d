"""One live chart, for the tests."""

import streamlit as st

from logreg import Experiment, run
from logreg.figures import confusion_chart
from logreg.ui.chart import draw

result = run(Experiment())
is_test = st.toggle("Test points")
split, name = (result.test, "test") if is_test and result.test else (result.train, "train")
draw(confusion_chart(split.scores.confusion, result.dataset.class_names, name), key="confusion")
