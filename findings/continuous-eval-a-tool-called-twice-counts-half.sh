#!/bin/sh
# continuous-eval: an agent that made every expected tool call scores 0.5 if a call is to be made twice, and one that left out the first of four scores 0 with order_sensitive=True.
#
# Version: continuous-eval 0.3.14.post2, Python 3.11.
# Seen: ToolSelectionAccuracy counts the distinct calls that the agent and the expectation have in common, and divides by all expected calls. With
#   order_sensitive=True it waits for the first expected call and counts nothing until it has come. Calls that were not expected cost nothing.
# Expected: 1 for an agent whose calls are the expected ones, and 0.75 for one that made three of four in their order.
# Why it matters: polling, retrying and turning a page are equal calls; agents that do what was asked have half of the score of others.
. "$(dirname "$0")/lib/setup.sh"
pypi continuous-eval==0.3.14.post2
python_code <<'PY'
import os

os.environ.update(CONTINUOUS_EVAL_DO_NOT_TRACK="true", XDG_DATA_HOME=os.getcwd())
from continuous_eval.metrics.tools.match import ToolSelectionAccuracy


def show(name, made, expected):
    made, expected = ([{"name": tool, "kwargs": {}} for tool in tools.split()] for tools in (made, expected))
    scores = [ToolSelectionAccuracy(order_sensitive=ordered).compute(made, expected)["score"] for ordered in (False, True)]
    print(f"{name}: {scores[0]:.2f}, order_sensitive {scores[1]:.2f}")


show("next next, expected next next", "next next", "next next")
show("a b c d, expected a b c d", "a b c d", "a b c d")
show("b c d, expected a b c d", "b c d", "a b c d")
show("a b c, expected a b c d", "a b c", "a b c d")
show("a b c d e f g h, expected a b", "a b c d e f g h", "a b")
PY
expect <<'SEEN'
next next, expected next next: 0.50, order_sensitive 1.00
a b c d, expected a b c d: 1.00, order_sensitive 1.00
b c d, expected a b c d: 0.75, order_sensitive 0.00
a b c, expected a b c d: 0.75, order_sensitive 0.75
a b c d e f g h, expected a b: 1.00, order_sensitive 1.00
SEEN
