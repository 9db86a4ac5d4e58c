"""Opens folders, adapters and GGUF files that PeersTest saved, and compares log-probabilities with its own."""

import ctypes
import importlib.util
import json
import math
import sys
import warnings

import peft
import torch
import transformers

warnings.filterwarnings("ignore")
transformers.logging.set_verbosity_error()
EXACT = 1e-4
# llama.cpp keeps keys and values in 16 bits, and rounds inputs of products to 8 with q8_0.
GGUF = {"f32": 0.02, "f16": 0.02, "q8_0": 0.1}
failures = 0


def report(known, difference, bound):
    global failures
    good = difference <= bound
    failures += not good
    print(f"{'ok  ' if good else 'FAIL'} {known['kind']:8} {difference:.2e} <= {bound:g}  {known['place']}")


def log_probs(model, ids):
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0].float().log_softmax(-1)
    return [logits[i, ids[i + 1]].item() for i in range(len(ids) - 1)]


def largest(known, actual):
    return max(abs(a - b) for a, b in zip(known["logProbs"], actual, strict=True))


def folder(known):
    place, ids = known["place"], [int(i) for i in known["ids"]]
    model = transformers.AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32).eval()
    report(known, largest(known, log_probs(model, ids)), EXACT)
    tokenizer = transformers.AutoTokenizer.from_pretrained(place)
    text = known["tokenizer"]
    same = tokenizer(text["text"], add_special_tokens=False).input_ids == [int(i) for i in text["textIds"]]
    same = same and tokenizer.eos_token_id == known["eos"]
    report(known | {"kind": "ids, eos"}, 0 if same else math.inf, 0)
    pipe = transformers.pipeline("text-generation", model=place, tokenizer=place)
    said = pipe(text["text"], max_new_tokens=4, do_sample=False)[0]["generated_text"]
    report(known | {"kind": "pipeline"}, 0 if said.startswith(text["text"]) else math.inf, 0)


def adapter(known):
    base = transformers.AutoModelForCausalLM.from_pretrained(known["base"], dtype=torch.float32)
    model = peft.PeftModel.from_pretrained(base, known["place"]).eval()
    report(known, largest(known, log_probs(model, [int(i) for i in known["ids"]])), EXACT)


def reward(known):
    model = transformers.AutoModelForSequenceClassification.from_pretrained(known["place"]).eval()
    with torch.no_grad():
        score = model(torch.tensor([[int(i) for i in known["ids"]]])).logits.item()
    report(known, abs(score - known["score"]), EXACT)
    pad = transformers.AutoTokenizer.from_pretrained(known["place"]).pad_token_id
    report(known | {"kind": "padding"}, 0 if pad is not None and pad == model.config.pad_token_id else math.inf, 0)


def scores(place, ids):
    import llama_cpp
    import numpy

    model = llama_cpp.Llama(place, n_ctx=256, logits_all=True, verbose=False)
    model.eval(ids)
    found = torch.tensor(numpy.array(model.scores[: len(ids)])).log_softmax(-1)
    model.close()
    return [found[i, ids[i + 1]].item() for i in range(len(ids) - 1)]


def installed(known):
    if importlib.util.find_spec("llama_cpp") is None:
        print("skip", known["place"], "(no llama-cpp-python)")
        return False
    return True


def gguf(known):
    if installed(known):
        kind = known["place"].rsplit("-", 1)[1].removesuffix(".gguf")
        actual = scores(known["place"], [int(i) for i in known["ids"]])
        differences = [abs(a - b) for a, b in zip(known["logProbs"], actual, strict=True)]
        report(known, sum(differences) / len(differences), GGUF[kind])


def quantised(known):
    """The file in q8_0 is the one that llama.cpp makes of the file in 32 bits."""
    if installed(known):
        import llama_cpp

        parameters = llama_cpp.llama_model_quantize_default_params()
        parameters.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0
        own, ids = known["place"] + ".own", [int(i) for i in known["ids"]]
        exact = known["place"].replace("q8_0", "f32")
        failed = llama_cpp.llama_model_quantize(exact.encode(), own.encode(), ctypes.byref(parameters))
        pairs = zip(scores(own, ids), scores(known["place"], ids), strict=True)
        report(known, math.inf if failed else max(abs(a - b) for a, b in pairs), 0)


versions = {"transformers": transformers, "peft": peft, "torch": torch}
print(", ".join(f"{name} {module.__version__}" for name, module in versions.items()))
for case in json.load(open(sys.argv[1], encoding="utf-8")):
    globals()[case["kind"]](case)
sys.exit(1 if failures else 0)
