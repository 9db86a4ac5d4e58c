"""Compares lm-evaluation-harness on a served policy with its own `hf` model on the same folder.

    python3 -m venv venv && venv/bin/pip install "lm_eval[api,hf]==0.4.13"
    attune serve --model FOLDER --port 8100 &
    venv/bin/python harness.py FOLDER http://localhost:8100/v1/completions True

The last word says whether texts get the tokenizer's begin-of-text. Fails where a log-likelihood
differs by more than 0.001, or a greedy flag or a text at all.
"""

import json
import os
import sys
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

import lm_eval
from lm_eval.tasks import TaskManager

folder, url, bos = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3] == "True"
context = json.load(open(folder + "/config.json"))["max_position_embeddings"]

CHOICES = [
    {"query": "Lily went to the", "choices": ["moon", "park", "number"], "gold": 1},
    {"query": "Tom was very", "choices": ["happy", "carpet", "under"], "gold": 0},
    {"query": "She ate a red", "choices": ["cloud", "running", "apple"], "gold": 2},
]
TEXTS = [
    {"text": "Once upon a time, there was a café — and a girl named Lily 😀."},
    {"text": "The sun was warm, and Ben shared his ball with Sue. " * (context // 8)},
]
PROMPTS = [{"prompt": "Once upon a time, there was"}, {"prompt": "Mom said"}]

TASKS = {
    "choice": (CHOICES, 'output_type: multiple_choice\ndoc_to_text: "{{query}}"\n'
               'doc_to_target: "{{gold}}"\ndoc_to_choice: "{{choices}}"\n'
               "metric_list:\n  - metric: acc\n"),
    "rolling": (TEXTS, 'output_type: loglikelihood_rolling\ndoc_to_text: ""\n'
                'doc_to_target: "{{text}}"\nmetric_list:\n  - metric: word_perplexity\n'),
    "story": (PROMPTS, 'output_type: generate_until\ndoc_to_text: "{{prompt}}"\n'
              'doc_to_target: "."\ngeneration_kwargs:\n  until: ["\\n"]\n  max_gen_toks: 24\n'
              "  temperature: 0\n  do_sample: false\nmetric_list:\n  - metric: exact_match\n"),
}


def write(place):
    for name, (rows, words) in TASKS.items():
        with open(f"{place}/{name}.jsonl", "w") as data:
            data.writelines(json.dumps(row) + "\n" for row in rows)
        with open(f"{place}/{name}.yaml", "w") as task:
            task.write(f"task: {name}\ndataset_path: json\ndataset_kwargs:\n  data_files:\n"
                       f"    test: {place}/{name}.jsonl\ntest_split: test\n{words}")


def flat(found):
    return [y for x in found for y in flat(x)] if isinstance(found, (list, tuple)) else [found]


def samples(manager, kind, batch, settings):
    settings.update(add_bos_token=bos)
    done = lm_eval.simple_evaluate(
        model=kind, model_args=settings, tasks=list(TASKS), task_manager=manager,
        batch_size=batch, device="cpu", bootstrap_iters=0, log_samples=True)
    return {name: [flat(row["resps"]) for row in sorted(rows, key=lambda row: row["doc_id"])]
            for name, rows in done["samples"].items()}


with tempfile.TemporaryDirectory() as place:
    write(place)
    manager = TaskManager(include_path=place)
    # The windows of rolling texts are two tokens shorter through an API.
    own = samples(manager, "hf", 1, {
        "pretrained": folder, "dtype": "float32", "max_length": context - 2})
    served = samples(manager, "local-completions", 8, {
        "model": folder, "base_url": url, "tokenizer_backend": "huggingface",
        "max_length": context})

failed = False
for name in TASKS:
    worst, others = 0.0, 0
    for mine, theirs in zip(own[name], served[name], strict=True):
        for a, b in zip(mine, theirs, strict=True):
            try:
                worst = max(worst, abs(float(a) - float(b)))
            except ValueError:
                others += str(a).strip() != str(b).strip()
    print(f"{name}: log-likelihoods differ by {worst:.1e} at most; {others} flags or texts differ")
    failed |= worst > 1e-3 or others > 0
sys.exit(failed)
