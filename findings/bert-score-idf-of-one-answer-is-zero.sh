#!/bin/sh
# bert-score: with idf=True the F1 of one answer that equals its reference is 0, and its precision is NaN.
#
# Version: bert-score 0.3.13, torch 2.15.0, transformers 5.24.0, Python 3.11.
# Seen: the weights are taken from the references, and a word that occurs in all of them has the weight 0. With one reference that is every word: precision
#   and recall are NaN, and F1 is 0, for an answer that equals the reference. The same with two references "yes": two right answers "yes" have an F1 of 0.
#   Without idf all are 1.
# Expected: 1 for equal texts; the option is described as weighting.
# Why it matters: answers are often scored one at a time, and short ones, "yes" and "no", have few words; NaN is turned into the worst score.
. "$(dirname "$0")/lib/setup.sh"
metrics
python_code <<'PY'
import torch
from bert_score import score
from transformers import BertConfig, BertModel, BertTokenizerFast

words = "[PAD] [UNK] [CLS] [SEP] [MASK] the cat sat a dog ran yes no".split()
with open("vocab.txt", "w") as file:
    file.write("\n".join(words))
BertTokenizerFast("vocab.txt", model_max_length=32).save_pretrained("model")
torch.manual_seed(0)
config = BertConfig(vocab_size=len(words), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, max_position_embeddings=32)
BertModel(config).save_pretrained("model")
for text, others in (("the cat sat", ["the cat sat"]), ("yes", ["yes", "yes"])):
    for idf in (False, True):
        precision, recall, f1 = score([text] * len(others), others, model_type="model", num_layers=2, idf=idf)
        print(f"{text!r} for {others}, idf {idf}: precision {precision[0]:.2f}, recall {recall[0]:.2f}, F1 {f1[0]:.2f}")
PY
expect <<'SEEN'
'the cat sat' for ['the cat sat'], idf False: precision 1.00, recall 1.00, F1 1.00
'the cat sat' for ['the cat sat'], idf True: precision nan, recall nan, F1 0.00
'yes' for ['yes', 'yes'], idf False: precision 1.00, recall 1.00, F1 1.00
'yes' for ['yes', 'yes'], idf True: precision nan, recall nan, F1 0.00
SEEN
