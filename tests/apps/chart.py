"""One live chart, for the tests."""

from logreg import Experiment, run
from logreg.figures import confusion_chart
from logreg.ui.chart import draw

result = run(Experiment())
names = result.dataset.class_names
draw(confusion_chart(result.train.scores.confusion, names, "train"), key="confusion")
