"""Small tables to try, so that nobody begins with an empty field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True)
class Sample:
    """A table that ships with the playground, as the file that somebody would upload."""

    label: str
    story: str
    file: str
    data: Callable[[], bytes]


def _shipped(file: str) -> Callable[[], bytes]:
    return lambda: files(__package__).joinpath("samples", file).read_bytes()


def _wine() -> bytes:
    """Wines of three growers of one region, with five of the 13 measurements."""
    from sklearn.datasets import load_wine

    bunch = load_wine(as_frame=True)
    frame = bunch.data[["alcohol", "color_intensity", "hue", "flavanoids", "proline"]]
    growers = "grower " + (bunch.target + 1).astype(str)
    return frame.assign(grower=growers).to_csv(index=False).encode()


SAMPLES: Mapping[str, Sample] = MappingProxyType(
    {
        "hours": Sample(
            "Hours studied",
            "60 students: the hours they studied, the hours they slept, and whether they passed.",
            "hours.csv",
            _shipped("hours.csv"),
        ),
        "customers": Sample(
            "Customers who leave",
            "200 made-up customers, with prices in dollars, text and gaps: who cancels?",
            "customers.csv",
            _shipped("customers.csv"),
        ),
        "wine": Sample(
            "Wine of three growers",
            "178 wines that were measured: one of three growers, set against the other two.",
            "wine.csv",
            _wine,
        ),
    }
)
