"""The training as pictures to take away: pure functions, with Pillow or as SVG."""
