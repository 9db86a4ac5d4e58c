#!/bin/sh
# rbo: two equal rankings of three models have a rank-biased overlap of 0.27 at p = 0.9, less than two rankings of thirty that differ in the first place.
#
# Version: rbo 0.1.3, Python 3.11.
# Seen: rbo(p=...) is the sum over the places that there are, which is at most 1 - p ** n. Without p it is 1 for equal rankings; so is rbo_ext(p=...).
# Expected: 1 for equal rankings, or a warning where the lists are too short for their p.
# Why it matters: judges seem to agree the less the fewer models they rank; numbers of benchmarks with different numbers of models cannot be compared.
. "$(dirname "$0")/lib/setup.sh"
pypi rbo==0.1.3
python_code <<'PY'
from rbo import RankingSimilarity

for count in (1, 3, 10, 30):
    models = list(range(count))
    equal = RankingSimilarity(models, models)
    print(f"{count} models, ranked alike: rbo(p=0.9) {equal.rbo(p=0.9):.2f}, rbo_ext(p=0.9) {equal.rbo_ext(p=0.9):.2f}, rbo() {equal.rbo():.2f}")
other = RankingSimilarity(models, [1, 0] + models[2:])
print(f"30 models, the first two exchanged: rbo(p=0.9) {other.rbo(p=0.9):.2f}, rbo_ext(p=0.9) {other.rbo_ext(p=0.9):.2f}, rbo() {other.rbo():.2f}")
PY
expect <<'SEEN'
1 models, ranked alike: rbo(p=0.9) 0.10, rbo_ext(p=0.9) 1.00, rbo() 1.00
3 models, ranked alike: rbo(p=0.9) 0.27, rbo_ext(p=0.9) 1.00, rbo() 1.00
10 models, ranked alike: rbo(p=0.9) 0.65, rbo_ext(p=0.9) 1.00, rbo() 1.00
30 models, ranked alike: rbo(p=0.9) 0.96, rbo_ext(p=0.9) 1.00, rbo() 1.00
30 models, the first two exchanged: rbo(p=0.9) 0.86, rbo_ext(p=0.9) 0.90, rbo() 0.97
SEEN
