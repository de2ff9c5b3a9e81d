"""What can happen? Runs known to be good and known to be bad, as links."""

from logreg.ui.gallery import show_gallery
from logreg.ui.page import open_page

page = open_page(__file__)
page.carry()
# Before what takes runs to draw: it mends the links.
page.show_address()
with page.main:
    show_gallery()
