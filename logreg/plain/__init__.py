"""Logistic regression as a page of a textbook, on NumPy alone: no annotations, no speed tricks.

`samples` makes points to learn from, `regression` learns from them by five ways downhill, and
`tutorial` is the class that first tutorials write. `logreg.fit` does the same faster and checks
what it is given; the two are each other's test.
"""
