"""Streamlit, which says in a file how many objects that hold somebody's table it has.

python -m tests.browser.counted FILE run app.py ...
"""

import gc
import sys
import time
from pathlib import Path
from threading import Thread

import pandas as pd
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.cli import main

from logreg.data.table.source import Table
from logreg.experiment.run import Run

HOLDERS = (Table, pd.DataFrame, UploadedFileRec)
LOOK_SECONDS = 0.3


def holds_a_table(one: object) -> bool:
    """Whether it is a table, as it came or as it was read, or a run of one."""
    kind = type(one)  # not isinstance: that would ask objects which pretend to be another's
    return kind in HOLDERS or (kind is Run and type(one.experiment.source) is Table)


def count_for_ever(file: Path) -> None:
    """Each count in the place of the one before."""
    while True:
        written = file.with_suffix(".new")
        written.write_text(str(sum(map(holds_a_table, gc.get_objects()))), "utf-8")
        written.replace(file)
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    Thread(target=count_for_ever, args=[Path(sys.argv[1])], daemon=True).start()
    main(sys.argv[2:])
