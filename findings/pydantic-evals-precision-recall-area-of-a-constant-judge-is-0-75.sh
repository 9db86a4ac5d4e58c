#!/bin/sh
# pydantic-evals: the area under the precision-recall curve of a judge who gives every answer the same score is 0.75 if half are good, and 0.53 if one of 20 is.
#
# Version: pydantic-evals 2.62.0, scikit-learn 1.9.1, Python 3.11.
# Seen: the curve is given a point of precision 1 at recall 0, which no threshold has, and is joined to the next point by a straight line. A
#   judge with two scores that say nothing has 0.62, and one with twenty scores that say nothing 0.45.
# Expected: 0.5 and 0.05, the average precision: precision does not change in a straight line with recall, so scikit-learn and others add up steps.
# Why it matters: the fewer scores a judge uses, the better it looks, and a judge who says nothing looks best.
. "$(dirname "$0")/lib/setup.sh"
pypi pydantic-evals==2.62.0 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
python_code <<'PY'
from pydantic_evals.evaluators import EvaluationResult, PrecisionRecallEvaluator, ReportEvaluatorContext
from pydantic_evals.evaluators.spec import EvaluatorSpec
from pydantic_evals.reporting import EvaluationReport, ReportCase
from sklearn.metrics import average_precision_score

source = EvaluatorSpec(name="judge", arguments=None)


def show(name, scores, good):
    cases = [
        ReportCase(name=str(i), inputs="", metadata=None, expected_output=None, output="", metrics={"score": score}, attributes={}, scores={}, labels={},
                   assertions={"good": EvaluationResult(name="good", value=fine, reason=None, source=source)}, task_duration=0.0, total_duration=0.0)
        for i, (score, fine) in enumerate(zip(scores, good))]
    context = ReportEvaluatorContext(name="run", report=EvaluationReport(name="run", cases=cases), experiment_metadata=None)
    evaluator = PrecisionRecallEvaluator(score_key="score", score_from="metrics", positive_from="assertions", positive_key="good")
    print(f"{name}: {evaluator.evaluate(context)[1].value:.2f}, average precision {average_precision_score(good, scores):.2f}")


half, tenth = [True, False] * 10, [True] + [False] * 19
show("constant, half good", [7] * 20, half)
show("constant, one of 20 good", [7] * 20, tenth)
show("two scores, half good", [1] * 10 + [2] * 10, half)
show("twenty scores, half good, each good one just below a bad one", range(20), half)
show("right, half good", [2, 1] * 10, half)
PY
expect <<'SEEN'
constant, half good: 0.75, average precision 0.50
constant, one of 20 good: 0.53, average precision 0.05
two scores, half good: 0.62, average precision 0.50
twenty scores, half good, each good one just below a bad one: 0.45, average precision 0.50
right, half good: 1.00, average precision 1.00
SEEN
