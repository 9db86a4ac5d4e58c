#!/bin/sh
# Parea: the faithfulness of an answer whose statements are all supported by the context is 0, and that of one of which none is supported 1.
#
# Version: parea-ai 0.2.220, Python 3.11.
# Seen: answer_context_faithfulness_statement_level counts the verdicts without a "yes". Where the judge leaves out the line "Final verdict for each statement in
#   order:", "verdict: no" is looked for in the answer that is judged, not in the verdicts, so the score is 0 for every answer.
# Expected: the share of statements that the context supports, by "measuring how many statements from the generated answer can be inferred from the context".
# Why it matters: a model that is chosen, or rewarded, by this score is the one that invents the most.
. "$(dirname "$0")/lib/setup.sh"
pypi attrs==25.4.0 cattrs==26.1.0
pypi_alone parea-ai==0.2.220
python_code <<'PY'
import sys
import types
from alone import alone
alone("parea", "parea.evals", "parea.evals.rag", "parea.schemas")
judge = types.ModuleType("parea.evals.utils")  # it would ask a model; the texts below are what a model would say
judge.call_openai = lambda **request: next(replies)
sys.modules["parea.evals.utils"] = judge
from parea.evals.rag.answer_context_faithfulness_statement_level import answer_context_faithfulness_statement_level_factory
from parea.schemas.log import Log

score = answer_context_faithfulness_statement_level_factory()
log = Log(inputs={"question": "What is Paris?", "context": "Paris is the capital of France and lies on the Seine."}, output="Paris is the capital of France. It lies on the Seine.")
statements = "Paris is the capital of France.\nParis lies on the Seine."
for verdicts in ("Yes. Yes.", "Yes. No.", "No. No."):
    each = "\n".join(f"{number}. Statement. Verdict: {verdict}." for number, verdict in enumerate(verdicts.rstrip(".").split(". "), 1))
    scores = []
    for text in (f"{each}\nFinal verdict for each statement in order: {verdicts}", each):
        replies = iter([statements, text])
        scores.append(score(log))
    print(f"verdicts {verdicts} faithfulness {scores[0]}, without the last line {scores[1]}")
PY
expect <<'SEEN'
verdicts Yes. Yes. faithfulness 0.0, without the last line 0.0
verdicts Yes. No. faithfulness 0.5, without the last line 0.0
verdicts No. No. faithfulness 1.0, without the last line 0.0
SEEN
