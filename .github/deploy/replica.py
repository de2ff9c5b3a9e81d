"""One replica of the app, which answers nobody before it has run the page once by itself.

    streamlit run .github/deploy/replica.py --server.port 8501

`streamlit run app.py` answers at once that it is healthy. But the folders of the components are
declared, and what the page needs is imported, only when the first visitor's script runs: until then
each request for a component's file is a 404. Here connections wait until the page has run. If it
fails, the process ends, and was never called healthy.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from streamlit.runtime import Runtime


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Run the page, as for a visitor, before anything is answered."""
    is_well, message = await Runtime.instance().does_script_run_without_error()
    if not is_well:
        raise RuntimeError(f"The page did not run ({message}), so this replica cannot serve it.")
    yield


app = st.App(Path(__file__).resolve().parents[2] / "app.py", lifespan=warm)
