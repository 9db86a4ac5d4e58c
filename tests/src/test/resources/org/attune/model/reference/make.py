"""Writes the model of this folder and what transformers says of it.

Made with Python 3.11, torch 2.15.0, transformers 5.24.0 and tokenizers 0.23.3:
python make.py FOLDER
"""

import json
import random
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

out = Path(sys.argv[1])
draw = random.Random(20)
torch.manual_seed(20)
torch.set_num_threads(1)

WHO = ["The baker", "My neighbour", "A gardener", "The old sailor", "Our teacher", "Her cousin"]
DID = ["mends", "paints", "carries", "sells", "washes", "borrows"]
WHAT = ["a wooden boat", "two green chairs", "the long ladder", "some ripe plums", "an iron pan"]
WHEN = ["before breakfast", "on rainy days", "every spring", "after the market", "at the harbour"]
TEXTS = [f"{w} {d} {o} {t}." for w in WHO for d in DID for o in WHAT for t in WHEN]

CHAT = (
    "{% for message in messages %}"
    "{% if loop.first and message['role'] != 'system' %}"
    "{{ '<|im_start|>system\nYou answer in one sentence.<|im_end|>\n' }}{% endif %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)

# A byte-level tokenizer whose control tokens come first.
raw = Tokenizer(models.BPE())
raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
raw.decoder = decoders.ByteLevel()
raw.train_from_iterator(
    TEXTS + ["User: What does she sell?\nAssistant: It is a boat."],
    trainers.BpeTrainer(
        vocab_size=360,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"],
    ),
)
tokenizer = PreTrainedTokenizerFast(
    tokenizer_object=raw, bos_token="<s>", eos_token="<|im_end|>", unk_token="<unk>"
)
tokenizer.chat_template = CHAT

config = LlamaConfig(
    vocab_size=len(tokenizer),
    hidden_size=32,
    intermediate_size=64,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=96,
    rope_parameters={"rope_type": "default", "rope_theta": 50000.0},
    tie_word_embeddings=True,
    bos_token_id=tokenizer.bos_token_id,
    eos_token_id=tokenizer.eos_token_id,
    attn_implementation="eager",
)
model = LlamaForCausalLM(config)
optimiser = torch.optim.AdamW(model.parameters(), lr=1e-2)
for step in range(250):
    rows = []
    for _ in range(16):
        ids = [tokenizer.bos_token_id]
        while len(ids) < 64:
            ids += raw.encode(" " + draw.choice(TEXTS)).ids
        rows.append(ids[:64])
    batch = torch.tensor(rows)
    loss = model(batch, labels=batch).loss
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
print("loss", loss.item())
model.eval()
model.save_pretrained(out / "sentences")
tokenizer.save_pretrained(out / "sentences")


@torch.no_grad()
def logits(ids, wide=False):
    """All logits of a text, in 32 or 64 bits."""
    reader = LlamaForCausalLM.from_pretrained(out / "sentences", dtype=torch.float32)
    reader = reader.double() if wide else reader
    return reader(torch.tensor([ids])).logits[0]


def log_probs(prompt, response):
    """log pi of each token of a response."""
    all_ids = prompt + response
    spread = torch.log_softmax(logits(all_ids), -1)
    return [round(spread[i - 1, all_ids[i]].item(), 6) for i in range(len(prompt), len(all_ids))]


greedy = [tokenizer.bos_token_id]
while len(greedy) < 61:
    greedy.append(int(logits(greedy, wide=True)[-1].argmax()))
after = logits(greedy, wide=True)
top = after.topk(2).values
print("smallest margin of a greedy choice", (top[:-1, 0] - top[:-1, 1]).min().item())

question = "What does my neighbour sell every spring?"
answer = "Some ripe plums, and the long ladder after that."
plain = {
    "prompt_ids": [tokenizer.bos_token_id] + raw.encode(f"User: {question}\nAssistant:").ids,
    "response_ids": raw.encode(" " + answer).ids + [tokenizer.eos_token_id],
}
said = [{"role": "user", "content": question}]
asked = tokenizer.apply_chat_template(said, add_generation_prompt=True, return_dict=False)
chat = {
    "prompt": question,
    "response": answer,
    "prompt_ids": list(asked),
    "response_ids": raw.encode(answer).ids + [tokenizer.eos_token_id],
}
for case in (plain, chat):
    case["log_probs_fp32"] = log_probs(case["prompt_ids"], case["response_ids"])
(out / "reference.json").write_text(
    json.dumps(
        {
            "greedy_ids": greedy,
            "greedy_text": tokenizer.decode(greedy[1:], skip_special_tokens=True).strip(),
            "logits_after_ids_0_to_p": {
                str(p): [round(x, 6) for x in after[p].tolist()] for p in (0, 10, 40)
            },
            "plain": plain,
            "chat": chat,
        },
        indent=1,
    )
    + "\n"
)
