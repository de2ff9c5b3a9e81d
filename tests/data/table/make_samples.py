"""Makes the tables that ship with the playground; run it from the root after a change here."""

from pathlib import Path

import numpy as np
import pandas as pd

import logreg.data.table

FOLDER = Path(logreg.data.table.__file__).parent / "samples"


def made_hours() -> str:
    """An hour of study adds 1.1 to the log-odds, an hour of sleep 0.7."""
    random = np.random.default_rng(15)
    hours = random.uniform(0.5, 9, 60).round(1)
    sleep = random.normal(7, 1.1, 60).clip(4, 10).round(1)
    odds = 1.1 * (hours - 4.5) + 0.7 * (sleep - 7)
    passed = np.where(random.random(60) < 1 / (1 + np.exp(-odds)), "yes", "no")
    frame = pd.DataFrame({"hours studied": hours, "hours slept": sleep, "passed": passed})
    return str(frame.to_csv(index=False))


def made_customers() -> str:
    """Calls and price drive customers away, a yearly contract and years of loyalty keep them."""
    random = np.random.default_rng(16)
    n = 200
    plan = random.choice(["basic", "family", "premium"], n, p=[0.5, 0.3, 0.2])
    contract = random.choice(["monthly", "yearly"], n, p=[0.6, 0.4])
    price = pd.Series(plan).map({"basic": 19, "family": 34, "premium": 52}).to_numpy()
    price = price + random.uniform(-4, 4, n)
    months = random.integers(1, 72, n)
    calls = random.poisson(1.4, n)
    used = random.uniform(5, 100, n).round()
    odds = -1.2 + 0.6 * calls - 1.3 * (contract == "yearly") - 0.03 * months + 0.03 * price
    odds -= 0.01 * used
    leaves = np.where(random.random(n) < 1 / (1 + np.exp(-odds)), "yes", "no")
    frame = pd.DataFrame(
        {
            "customer": [f"C-{i:04d}" for i in random.choice(9999, n, replace=False)],
            "plan": plan,
            "contract": contract,
            "price": [f"${amount:.2f}" for amount in price],
            "months": months,
            "support calls": calls,
            "data used": [f"{share:.0f}%" for share in used],
            "country": "US",
            "churned": leaves,
        }
    )
    for column, n_gaps, word in (("data used", 11, "n/a"), ("plan", 4, ""), ("months", 6, "")):
        frame[column] = frame[column].astype(object)
        frame.loc[random.choice(n, n_gaps, replace=False), column] = word
    return str(frame.to_csv(index=False))


MADE = {"hours.csv": made_hours, "customers.csv": made_customers}

if __name__ == "__main__":
    for name, make in MADE.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
