#!/bin/sh
# word2number: "seven out of ten" is 17, "one or two" is 3, "two and a half" is 2, and "hundred and one thousand" is 100000.
#
# Version: word2number 1.1, Python 3.11.
# Seen: words that are no numbers are passed over, and the numbers around them are added up, without a word; "half", and what stands between "hundred" and
#   "thousand", is lost. text2num gives 101000, and refuses the others.
# Expected: a ValueError, which it raises for a text without any number; the documentation shows whole numbers and decimals in words.
# Why it matters: ratings and answers of models are often written in words; a 7 of 10 becomes a 17.
. "$(dirname "$0")/lib/setup.sh"
pypi word2number==1.1 text2num==3.1.0
python_code <<'PY'
from text_to_num import text2num
from word2number import w2n


def read(function, *arguments):
    try:
        return function(*arguments)
    except ValueError as error:
        return type(error).__name__


for text in ("seven", "seven out of ten", "one or two", "two and a half", "nineteen eighty four", "hundred and one thousand", "out of"):
    print(f"{text}: {read(w2n.word_to_num, text)}, text2num {read(text2num, text, 'en')}")
PY
expect <<'SEEN'
seven: 7, text2num 7
seven out of ten: 17, text2num ValueError
one or two: 3, text2num ValueError
two and a half: 2, text2num ValueError
nineteen eighty four: 1524, text2num ValueError
hundred and one thousand: 100000, text2num 101000
out of: ValueError, text2num ValueError
SEEN
