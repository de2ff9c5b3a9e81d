"""Section 0: one feature, one S-curve."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="One feature, one S-curve",
    question=Question(
        ask="A tumour is measured once: its mean radius, in mm. Of 100 new tumours, how many can"
        " that one number put into the right class, malignant or benign?",
        options=("about 50", "about 70", "about 90"),
        answer="Trained on {n_train} tumours, the curve below puts {n_right} of {n_test} others"
        " into the right class: {accuracy}.",
    ),
    text={
        "points": "Each point is a tumour. It lies at its mean radius; malignant ones lie at 1,"
        " benign ones at 0. Small tumours are mostly benign and large ones mostly malignant. In"
        " between, both occur.",
        "curve": "So the model does not answer yes or no. It answers with the **probability** $p$"
        " of malignant, and draws an **S-curve** over the radius: near 0 on the left, near 1 on"
        " the right. Two numbers fix the curve: its **centre**, where $p$ is 0.5, and its"
        " **steepness**.",
        "boundary": "Predict malignant right of the centre and benign left of it: the centre is"
        " the **boundary**. The steepness says how sure the model is close to it.",
        "odds": "$p$ of 0.8 means odds of 4 to 1. At a steepness of 1, one mm more multiplies the"
        " odds by $e^1 = 2.7$, wherever you start. It does not multiply $p$, which would soon"
        " pass 1.",
        "loss": "The **log loss** is one number for how wrong the curve is about all points; lower"
        " is better. Drag both sliders until it is low. Training does nothing else.",
    },
    said={
        "centre": "Centre, mm",
        "steepness": "Steepness, per mm",
        "axis": "mean radius, mm",
        "probability": "P(malignant)",
        "class 0": "benign",
        "class 1": "malignant",
        "class hover": "{name}, {radius} mm",
        "curve hover": "p = {p} at {radius} mm",
        "boundary": "boundary",
        "your loss": "Your log loss",
        "lowest": "The lowest",
        "right": "Right on test tumours",
        "odds": "Odds per mm",
        "caption": "{n_train} tumours to train on, at 1 where malignant. The dashed line is the"
        " boundary. Here class 1 is malignant; elsewhere in this app it is benign.",
        "best": "The lowest loss has its centre at {centre} mm and a steepness of {steepness}: one"
        " mm more multiplies the odds of malignant by {ratio}.",
        "alternative": "P(malignant) over the mean radius from {low} to {high} mm: an S-curve with"
        " its centre at {centre} mm and steepness {steepness}, and {n_train} tumours at 0 and 1.",
    },
    take_away="Logistic regression draws an S-curve of probability. Where it stands is the"
    " boundary, how steep it is says how sure the model is.",
)
