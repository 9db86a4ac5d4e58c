#!/bin/sh
# LlamaIndex: a judge's "NO. The report is from yesterday." passes, because there is a "yes" in "yesterday".
#
# Version: llama-index-core 0.14.25, Python 3.11.
# Seen: FaithfulnessEvaluator and RelevancyEvaluator pass an answer if the letters "yes" occur anywhere in what the judge says.
# Expected: not passed; the prompt asks for YES or NO, and the judge says NO.
# Why it matters: models that give a reason beside their verdict are misread where the reason has the word yesterday, eyes or Bayesian in it.
. "$(dirname "$0")/lib/setup.sh"
pypi llama-index-core==0.14.25
python_code <<'PY'
from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata


class Judge(CustomLLM):
    says: str

    @property
    def metadata(self):
        return LLMMetadata(model_name="judge")

    def complete(self, prompt, formatted=False, **kwargs):
        return CompletionResponse(text=self.says)

    def stream_complete(self, prompt, formatted=False, **kwargs):
        raise NotImplementedError


for says in ("NO", "NO. The report is from yesterday.", "No: by Bayesian reasoning it does not follow.", "YES"):
    results = []
    for evaluator in (FaithfulnessEvaluator, RelevancyEvaluator):
        result = evaluator(llm=Judge(says=says)).evaluate(query="Is it new?", response="It is new.", contexts=["A report."])
        results.append(f"{evaluator.__name__[:-9]} {result.passing}, {result.score}")
    print(f"{says!r}: {'; '.join(results)}")
PY
expect <<'SEEN'
'NO': Faithfulness False, 0.0; Relevancy False, 0.0
'NO. The report is from yesterday.': Faithfulness True, 1.0; Relevancy True, 1.0
'No: by Bayesian reasoning it does not follow.': Faithfulness True, 1.0; Relevancy True, 1.0
'YES': Faithfulness True, 1.0; Relevancy True, 1.0
SEEN
