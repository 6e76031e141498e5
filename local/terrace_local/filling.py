"""Fills the gaps of moto when the server starts."""

from importlib import import_module

from terrace_local import constants, server
from terrace_local.gaps import GAPS
from terrace_local.patching import GapNotApplicable, Patches


def load():
    """Fills every gap; the list and what the modules fill must be the same."""
    states = {}
    patches = Patches("every service")
    server.refuse_unknown_actions(patches)
    states.update({("server", gap): state for gap, state in patches.states.items()})
    for module in dict.fromkeys(gap.module for gap in GAPS if gap.module != "server"):
        patches = Patches(module)
        import_module(f"terrace_local.{module}").apply(patches)
        states.update({(module, gap): state for gap, state in patches.states.items()})
    listed = {(gap.module, gap.name) for gap in GAPS}
    if listed != set(states):
        raise GapNotApplicable(f"gaps.py and the modules differ: {sorted(listed ^ set(states))}")
    constants.keep()
    return states
