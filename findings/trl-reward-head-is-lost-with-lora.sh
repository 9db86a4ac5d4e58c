#!/bin/sh
# TRL: a reward model trained with LoRA keeps its random head, which is neither trained nor saved, unless task_type is set.
#
# Version: trl 1.16.0, peft 0.21.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: RewardTrainer with peft_config=LoraConfig(target_modules=...) trains the matrices of the adapter only; the layer "score", random since
#   the model was loaded, is frozen, and the saved adapter has no "score". Loaded again over the same base, it gives other rewards, because
#   the head is drawn anew. With task_type="SEQ_CLS" the head is trained and saved. Neither the trainer nor PEFT warns.
# Expected: the head of a reward model is trained; or an exception.
# Why it matters: the rewards of the saved model have nothing to do with those of the training, whose accuracy looked fine.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from peft import LoraConfig, PeftModel
from safetensors.torch import load_file
from transformers import LlamaForSequenceClassification
from trl import RewardConfig, RewardTrainer
start()

def base():
    return LlamaForSequenceClassification.from_pretrained("start", num_labels=1)

for task in (None, "SEQ_CLS"):
    torch.manual_seed(1)
    trainer = RewardTrainer(base(), args=RewardConfig("out", max_steps=4, learning_rate=1e-2, per_device_train_batch_size=2, **quiet),
        train_dataset=datasets.Dataset.from_list([{"chosen": "why yes", "rejected": "why no"}] * 4), processing_class=tokenizer(),
        peft_config=LoraConfig(target_modules=["q_proj", "v_proj"], r=4, task_type=task))
    trainer.train()
    trainer.save_model("saved")
    head = [weight.requires_grad for name, weight in trainer.model.named_parameters() if ".score." in name]
    again = PeftModel.from_pretrained(base(), "saved")
    answer = torch.tensor([[3, 4, 1]])
    show("task_type", task, "- head is trained:", any(head), "- is saved:", any("score" in name for name in load_file("saved/adapter_model.safetensors")),
         "- rewards after loading are equal:", torch.allclose(trainer.model(answer).logits, again(answer).logits, atol=1e-5))
PY
expect <<'SEEN'
task_type None - head is trained: False - is saved: False - rewards after loading are equal: False
task_type SEQ_CLS - head is trained: True - is saved: True - rewards after loading are equal: True
SEEN
