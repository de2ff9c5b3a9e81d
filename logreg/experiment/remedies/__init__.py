"""What could be changed where a run went wrong: twelve rules, each tried before it is offered."""

from .advice import Advice, Remedy, advise, work_of_advice

__all__ = ["Advice", "Remedy", "advise", "work_of_advice"]
