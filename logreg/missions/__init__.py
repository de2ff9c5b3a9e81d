"""Questions that a run answers: predict, do, see how near it is, understand why."""
