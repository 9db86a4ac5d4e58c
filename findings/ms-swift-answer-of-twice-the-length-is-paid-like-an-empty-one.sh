#!/bin/sh
# ms-swift: the cosine reward, which is to fall with the length of a right answer, is as high for one of twice cosine_max_len as for one of no length at all.
#
# Version: ms-swift 4.6.0, Python 3.11.
# Seen: the cosine goes on beyond the greatest length, where it rises again, so that a right answer of 2,000 tokens is paid 1 with a limit of 1,000, as one of 1
#   token is, and one of 1,000 is paid 0.5. A wrong answer of 2,000 gets the full penalty, as if it were short. "soft_overlong" beside it goes on falling.
# Expected: the reward of the greatest length for all that is longer.
# Why it matters: cosine_max_len can be set apart from the limit of generation; a policy then learns to write twice as much, and no more and no less.
. "$(dirname "$0")/lib/setup.sh"
pypi attrs==25.4.0 cattrs==26.1.0
pypi_alone ms-swift==4.6.0
python_code <<'PY'
import sys
import types
from types import SimpleNamespace
from alone import alone
alone("swift", "swift.rewards")
engine = types.ModuleType("swift.infer_engine")  # named by type hints only
engine.InferRequest = dict
sys.modules["swift.infer_engine"] = engine
from swift.rewards.orm import CosineReward, SoftOverlong

settings = SimpleNamespace(cosine_min_len_value_wrong=-0.5, cosine_max_len_value_wrong=0.0, cosine_min_len_value_correct=1.0, cosine_max_len_value_correct=0.5,
                           cosine_max_len=1000, soft_max_length=1000, soft_cache_length=200)
lengths = (1, 500, 900, 1000, 1500, 2000, 3000)
tokens = [[0] * length for length in lengths]
answers = [""] * len(lengths)
rewards = [CosineReward(settings, accuracy_orm=lambda *_, **__: [right] * len(lengths))(answers, answers, response_token_ids=tokens) for right in (1.0, 0.0)]
overlong = SoftOverlong(settings)(answers, response_token_ids=tokens)
for length, right, wrong, soft in zip(lengths, *rewards, overlong):
    print(f"{length} tokens: cosine, right {right:.2f}, wrong {wrong:.2f}; soft_overlong {soft:.2f}")
PY
expect <<'SEEN'
1 tokens: cosine, right 1.00, wrong -0.50; soft_overlong 0.00
500 tokens: cosine, right 0.75, wrong -0.25; soft_overlong 0.00
900 tokens: cosine, right 0.51, wrong -0.01; soft_overlong -0.50
1000 tokens: cosine, right 0.50, wrong 0.00; soft_overlong -1.00
1500 tokens: cosine, right 0.75, wrong -0.25; soft_overlong -3.50
2000 tokens: cosine, right 1.00, wrong -0.50; soft_overlong -6.00
3000 tokens: cosine, right 0.50, wrong 0.00; soft_overlong -11.00
SEEN
