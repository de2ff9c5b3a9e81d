"""The least that Streamlit shows: one word."""

import streamlit as st

st.markdown("Hello")
