#!/bin/sh
# azure-ai-evaluation: on a scale of 0 to 10 the fidelity of a search that found the second-best document is 0.997, and that of the best one 0.003.
#
# Version: azure-ai-evaluation 1.18.10, Python 3.11.
# Seen: DocumentRetrievalEvaluator(ground_truth_label_max=10) sorts the ratings as texts, 1, 10, 2 and so on to 9, and pairs them with the weights in the order
#   of numbers. A 10 gets the weight of a 2, which is 7, a 9 that of a 10, which is 2047, and every other rating that of the next greater one. With a scale
#   that ends at 9 or below the weights are right. NDCG@3 beside it is right.
# Expected: the weight 2^(r + 1) - 1 of a rating r: 0.67 for the document rated 10, and 0.33 for the one rated 9.
# Why it matters: ratings from 1 to 10 are what judges are asked for; a search that misses the best documents has the better fidelity.
. "$(dirname "$0")/lib/setup.sh"
pypi azure-ai-evaluation==1.18.10
python_code <<'PY'
from azure.ai.evaluation import DocumentRetrievalEvaluator


def show(name, greatest, labels, found):
    evaluator = DocumentRetrievalEvaluator(ground_truth_label_min=0, ground_truth_label_max=greatest)
    result = evaluator(retrieval_ground_truth=[{"document_id": key, "query_relevance_label": label} for key, label in labels.items()],
                       retrieved_documents=[{"document_id": key, "relevance_score": 1.0} for key in found])
    properties = result["document_retrieval_properties"]
    print(f"{name}: fidelity {properties['fidelity']:.3f}, NDCG@3 {properties['ndcg@3']:.3f}")


ten, nine = {"best": 10, "second": 9, "third": 0}, {"best": 9, "second": 8, "third": 0}
show("scale to 10, best", 10, ten, ["best"])
show("scale to 10, second", 10, ten, ["second"])
show("scale to 9, best", 9, nine, ["best"])
show("scale to 9, second", 9, nine, ["second"])
PY
expect <<'SEEN'
scale to 10, best: fidelity 0.003, NDCG@3 0.760
scale to 10, second: fidelity 0.997, NDCG@3 0.380
scale to 9, best: fidelity 0.667, NDCG@3 0.761
scale to 9, second: fidelity 0.333, NDCG@3 0.380
SEEN
