#!/bin/sh
# lexical-diversity: the MTLD of an answer in which no word occurs twice is 0, the least there is, and that of one word 40 times is 6.4.
#
# Version: lexical-diversity 0.1.1, Python 3.11.
# Seen: mtld divides the number of words by the number of stretches in which the share of different words falls below 0.72. Where it never falls there is no
#   stretch, and the quotient is 0. One repetition makes it 448. mtld_ma_bid gives 0 to both; mtld_ma_wrap gives 56. hdd draws 42 words and gives 0 to every
#   text with fewer.
# Expected: the greatest value, or none at all, for a text whose words are all different.
# Why it matters: short answers of a model seldom repeat a word, and the zeros of the best of them pull the mean down to that of a model that babbles.
. "$(dirname "$0")/lib/setup.sh"
pypi setuptools==80.9.0 lexical-diversity==0.1.1
python_code <<'PY'
from lexical_diversity import lex_div

different = ("we met near an old stone bridge where two rivers join before dawn and spoke quietly about whatever came to mind until birds began "
             "singing above us from tall poplar trees while fog slowly left this valley behind for good").split()
texts = {"no word twice": different, "one word twice": different[:-1] + ["we"], "a word 40 times": ["no"] * 40, "two words in turn": ["no", "yes"] * 20}
for name, words in texts.items():
    print(f"{name}, {len(words)} words: mtld {lex_div.mtld(words):.1f}, mtld_ma_bid {lex_div.mtld_ma_bid(words):.1f}, "
          f"mtld_ma_wrap {lex_div.mtld_ma_wrap(words):.1f}, hdd {lex_div.hdd(words):.2f}")
PY
expect <<'SEEN'
no word twice, 40 words: mtld 0.0, mtld_ma_bid 0.0, mtld_ma_wrap 56.0, hdd 0.00
one word twice, 40 words: mtld 448.0, mtld_ma_bid 0.0, mtld_ma_wrap 55.0, hdd 0.00
a word 40 times, 40 words: mtld 6.4, mtld_ma_bid 10.0, mtld_ma_wrap 10.0, hdd 0.00
two words in turn, 40 words: mtld 6.8, mtld_ma_bid 10.0, mtld_ma_wrap 10.0, hdd 0.00
SEEN
