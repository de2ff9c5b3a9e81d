"""Whether a visitor still waits for what this run of the script makes."""

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, ThreadState


def visitor() -> str | None:
    """The name of the session that this thread works for; None where it is for none."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else None


def is_whole_page() -> bool:
    """Whether this run is one of the whole page, and not of a fragment alone."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is None or not context.fragment_ids_this_run


def end_if_moved_on() -> None:
    """End this run where its visitor has left, or has asked for something else by now.

    Of a page run anew Streamlit sees to that at any look into its state; a fragment it would let go
    on to its end, before it turns to what the same fragment was asked meanwhile.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return
    if runtime.exists() and not runtime.get_instance().is_active_session(context.session_id):
        st.stop()
    context.yield_check()
    if _is_asked_anew(context):
        st.rerun(scope="fragment" if context.fragment_ids_this_run else "app")


def _is_asked_anew(context: ScriptRunContext) -> bool:
    """Whether the fragment that runs was asked something since: nothing public tells."""
    requests = context.script_requests
    if requests is None or requests._state is not ScriptRequestType.RERUN:
        return False
    return ThreadState.get().fragment_id in requests._rerun_data.fragment_id_queue
