"""Logistic regression as textbooks have it: NumPy, no annotations, no speed tricks.

`samples` makes points to learn from, `descent` learns from them by gradient descent and
`regression` by five ways downhill, with penalties; `tutorial` is the class that first
tutorials write. `logreg.fit` does the same faster and checks what it is given; the
two are each other's test.

The lesson shows these functions and exported scripts hold them, as they stand here: no
line is longer than 88, which formatters take for granted.
"""
