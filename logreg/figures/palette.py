"""The colours of the product. Where two mean different things, a shape or a dash tells as well."""

CLASS_COLORS = ("#f59322", "#0877bd")
CLASS_SYMBOLS = ("circle", "diamond")

TRAIN_COLOR = "#8466d3"
TEST_COLOR = "#1f9e89"

# From class 0 to class 1 by way of nothing: at p = 0.5 the page itself shows through, whatever its
# theme, so that neutral is neutral in light and in dark.
CLASS_SCALE = (
    (0.0, "rgba(245, 147, 34, 0.5)"),
    (0.5, "rgba(128, 128, 128, 0)"),
    (1.0, "rgba(8, 119, 189, 0.5)"),
)

# From the minimum, in the colour of the training loss, up to the heights, where the page shows
# through: a landscape has the same look in light and in dark.
TERRAIN_SCALE = (
    (0.0, "rgba(106, 76, 200, 0.95)"),
    (0.25, "rgba(132, 102, 211, 0.72)"),
    (0.6, "rgba(132, 102, 211, 0.34)"),
    (1.0, "rgba(132, 102, 211, 0.04)"),
)

# Stand-ins for the page's text and background, so that a figure need not know the theme:
# Streamlit's chart theme puts its first chart colour and its background in their place, live.
INK = "#000001"
PAPER = "#000038"
