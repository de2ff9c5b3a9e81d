"""Streamlit: the controls, the page frame and the one seam through which charts are drawn."""
