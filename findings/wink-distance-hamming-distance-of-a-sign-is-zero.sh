#!/bin/sh
# wink-distance (npm): the Hamming distance of two fingerprints of 32 bits is 0 if their first bits differ, whatever the others are.
#
# Version: wink-distance 2.0.2, Node.js 20.
# Seen: number.hamming stops counting as soon as the bits that differ, read as a signed number, are not above 0. Of numbers above 32 bits only the last
#   32 are compared, so 2 to the power of 40 has a distance of 0 from 0.
# Expected: the number of bits that differ, counted here in their binary digits.
# Why it matters: near-duplicates among prompts and answers are found by such fingerprints: half of all pairs of different texts are exact duplicates.
. "$(dirname "$0")/lib/setup.sh"
node_packages wink-distance@2.0.2
node_code <<'JS'
const { number } = require("wink-distance");
const bits = (a, b) => (BigInt(a) ^ BigInt(b)).toString(2).replaceAll("0", "").length;
for (const [a, b] of [[0x7fffffff, 0], [0x80000000, 0], [0xffffffff, 0], [0xf0f0f0f0, 0x0f0f0f0f], [2 ** 40, 0], [7, 0]]) {
  console.log(`${a.toString(16)} and ${b.toString(16)}: ${number.hamming(a, b)}, bits that differ ${bits(a, b)}`);
}
let state = 1;
const fingerprint = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
const prints = Array.from({ length: 200 }, fingerprint);
let [pairs, zero, equal] = [0, 0, 0];
for (let i = 0; i < 200; i++) {
  for (let j = 0; j < i; j++) {
    pairs++;
    zero += number.hamming(prints[i], prints[j]) === 0;
    equal += prints[i] === prints[j];
  }
}
console.log(`of ${pairs} pairs of 200 fingerprints ${zero} have a distance of 0, and ${equal} are equal`);
JS
expect <<'SEEN'
7fffffff and 0: 31, bits that differ 31
80000000 and 0: 0, bits that differ 1
ffffffff and 0: 0, bits that differ 32
f0f0f0f0 and f0f0f0f: 0, bits that differ 32
10000000000 and 0: 0, bits that differ 1
7 and 0: 3, bits that differ 3
of 19900 pairs of 200 fingerprints 9999 have a distance of 0, and 0 are equal
SEEN
