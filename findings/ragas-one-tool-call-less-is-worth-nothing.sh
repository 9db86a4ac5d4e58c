#!/bin/sh
# Ragas: an agent that made nine of ten expected tool calls, all right, has a ToolCallAccuracy of 0, where the documentation has a penalty in proportion.
#
# Version: ragas 0.4.3, Python 3.11.
# Seen: one call less than expected, or one more, gives 0, with strict_order and without; the warning says that the first nine calls are compared. Ten calls
#   with one wrong argument give 0.9.
# Expected: about 0.8, as documented: the calls that both have are compared, and what is missing costs in proportion. Before that the sequences are compared
#   as wholes.
# Why it matters: an agent that leaves out one call looks like one that did nothing, and worse than one that called with wrong arguments only.
. "$(dirname "$0")/lib/setup.sh"
pypi ragas==0.4.3 langchain-community==0.3.31 sacrebleu==2.6.0
python_code <<'PY'
import asyncio
from ragas.dataset_schema import MultiTurnSample
from ragas.messages import AIMessage, HumanMessage, ToolCall
from ragas.metrics import ToolCallAccuracy

expected = [ToolCall(name="search", args={"page": page}) for page in range(10)]
wrong = expected[:9] + [ToolCall(name="search", args={"page": 99})]
for name, calls in (("all ten", expected), ("nine", expected[:9]), ("ten and one more", expected + expected[:1]), ("ten, one wrong", wrong)):
    sample = MultiTurnSample(user_input=[HumanMessage(content="find it"), AIMessage(content="", tool_calls=calls)], reference_tool_calls=expected)
    scores = [asyncio.run(ToolCallAccuracy(strict_order=strict).multi_turn_ascore(sample)) for strict in (True, False)]
    print(f"{name}: {scores[0]:.2f}, any order {scores[1]:.2f}")
PY
expect <<'SEEN'
all ten: 1.00, any order 1.00
nine: 0.00, any order 0.00
ten and one more: 0.00, any order 0.00
ten, one wrong: 0.90, any order 0.90
SEEN
