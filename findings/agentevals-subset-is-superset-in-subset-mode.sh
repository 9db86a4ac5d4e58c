#!/bin/sh
# agentevals: with trajectory_match_mode="subset" the argument modes "subset" and "superset" are exchanged, and with "unordered" both are "exact".
#
# Version: agentevals 0.0.9, Python 3.11.
# Seen: the expected call is search(q, n). A call with fewer arguments is no subset, and one with an argument more is, if the calls are compared in the
#   mode "subset". In the mode "unordered" neither fits, whatever tool_args_match_mode says. The mode "subset" swaps the two trajectories, and with
#   them the two sides of the arguments; "unordered" asks for both ways at once.
# Expected: by the documentation, a call fits if it has a subset, or a superset, of the reference call's arguments; so it is in "strict" and "superset".
# Why it matters: an agent that leaves out an argument passes, and one that is right fails, after a change of a setting about the order of the calls.
. "$(dirname "$0")/lib/setup.sh"
pypi agentevals==0.0.9
python_code <<'PY'
import json
from agentevals.trajectory.match import create_trajectory_match_evaluator

def trajectory(**arguments):
    call = {"id": "1", "type": "function", "function": {"name": "search", "arguments": json.dumps(arguments)}}
    return [{"role": "assistant", "content": "", "tool_calls": [call]}]

expected = trajectory(q="rain", n=5)
calls = {"fewer arguments": trajectory(q="rain"), "an argument more": trajectory(q="rain", n=5, lang="en")}
for name, seen in calls.items():
    for mode in ("strict", "superset", "unordered", "subset"):
        fits = []
        for arguments in ("subset", "superset"):
            evaluator = create_trajectory_match_evaluator(trajectory_match_mode=mode, tool_args_match_mode=arguments)
            fits.append(f"{arguments} {evaluator(outputs=seen, reference_outputs=expected)['score']}")
        print(f"{name}, {mode}: {', '.join(fits)}")
PY
expect <<'SEEN'
fewer arguments, strict: subset True, superset False
fewer arguments, superset: subset True, superset False
fewer arguments, unordered: subset False, superset False
fewer arguments, subset: subset False, superset True
an argument more, strict: subset False, superset True
an argument more, superset: subset False, superset True
an argument more, unordered: subset False, superset False
an argument more, subset: subset True, superset False
SEEN
