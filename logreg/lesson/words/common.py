"""What all sections of the lesson share, and what stands above them."""

LEAD = (
    "Logistic regression from scratch: every formula beside the code that runs it, every number"
    " computed as you read. Where no other data are named, they are those of your experiment."
)
LENGTH = (
    "All of it: {words} words, {lines} lines of code, about {minutes} minutes. In a quarter of"
    " an hour, take 0, 3 and 7: the path Teacher. Each section asks one question first; what"
    " follows can be read without an answer."
)
LENGTH_OF_PATH = (
    "{path}: {words} words, {lines} lines of code, about {minutes} minutes. Each section asks one"
    " question first; what follows can be read without an answer."
)
PATH = "Path"
MINUTES = "{minutes} min"

ASKED_FIRST = "Choose an answer: what is right, and why, appears here."
RIGHT = "You said **{said}**. So it is."
WRONG = "You said **{said}**; it is **{right}**."
