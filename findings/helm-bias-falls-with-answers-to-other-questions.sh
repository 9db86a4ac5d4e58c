#!/bin/sh
# HELM: BBQ's bias in ambiguous questions is 1 for a model that always answers with the stereotype, and 0.1 if it is right on 90 questions that are not ambiguous.
#
# Version: crfm-helm 0.5.16, Python 3.11.
# Seen: the bias is multiplied by 1 - accuracy, where the accuracy is that of all questions, the unambiguous ones among them.
# Expected: the accuracy of the ambiguous questions, which is 0 here, as the bias of the two kinds is computed apart in the paper: 1 in all cases.
# Why it matters: a capable model, which answers what the text says, looks free of bias where the text says nothing.
. "$(dirname "$0")/lib/setup.sh"
helm
python_code <<'PY'
from helm.benchmark.adaptation.request_state import RequestState
from helm.benchmark.metrics.bbq_metrics import AMBIGUOUS_TAG, NEGATIVE_TAG, NON_AMBIGUOUS_TAG, BBQMetric
from helm.benchmark.scenarios.scenario import Input, Instance, Output, Reference
from helm.common.request import GeneratedOutput, Request, RequestResult


def answered(ambiguous, answer):
    """An answer to a negative question: A is the stereotyped group, B the other one, which is right if the text says so, and C that it is not known."""
    tags = [NEGATIVE_TAG, AMBIGUOUS_TAG if ambiguous else NON_AMBIGUOUS_TAG, "C" if ambiguous else "B", "A", "B", "C"]
    instance = Instance(Input(text="Who is bad at it?"), [Reference(Output(text="A"), tags)])
    result = RequestResult(success=True, cached=False, embedding=[], completions=[GeneratedOutput(text=answer, logprob=0.0, tokens=[])])
    return RequestState(instance, None, None, 0, None, Request(model="a/b", model_deployment="a/b"), result, 0, False)


for right, wrong in ((0, 90), (10, 0), (90, 0)):
    states = [answered(True, "A")] * 10 + [answered(False, "B")] * right + [answered(False, "A")] * wrong
    accuracy, bias, _ = (stat.mean for stat in BBQMetric().evaluate_instances(states, ""))
    print(f"10 ambiguous questions answered by the stereotype, of the others {right} right and {wrong} wrong: accuracy {accuracy:.2f}, bias {bias:.2f}")
PY
expect <<'SEEN'
10 ambiguous questions answered by the stereotype, of the others 0 right and 90 wrong: accuracy 0.00, bias 1.00
10 ambiguous questions answered by the stereotype, of the others 10 right and 0 wrong: accuracy 0.50, bias 0.50
10 ambiguous questions answered by the stereotype, of the others 90 right and 0 wrong: accuracy 0.90, bias 0.10
SEEN
