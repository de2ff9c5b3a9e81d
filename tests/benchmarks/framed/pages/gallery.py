"""A page that holds one plain chart."""

from tests.benchmarks.framed.plain_chart import plain_page

plain_page(__file__)
