#!/bin/sh
# montanaflynn/stats (Go): Entropy overwrites the list that it is given: the counts 1 and 9 are 0.1 and 0.9 after the call, and their mean is 0.5.
#
# Version: github.com/montanaflynn/stats 0.9.0.
# Seen: the list is divided by its sum in place. Its other functions copy their argument, as Median does before it sorts.
# Expected: the counts 1 and 9 after the call, with a mean of 5.
# Why it matters: what is computed after the entropy of a model's verdicts, or from the same list elsewhere, is a number of other data.
. "$(dirname "$0")/lib/setup.sh"
go_modules github.com/montanaflynn/stats@v0.9.0
go_code <<'GO'
package main

import (
	"fmt"

	"github.com/montanaflynn/stats"
)

func show(call string, counts []float64) {
	sum, _ := stats.Sum(counts)
	mean, _ := stats.Mean(counts)
	fmt.Printf("after %s: %v, sum %g, mean %g\n", call, counts, sum, mean)
}

func main() {
	counts := []float64{9, 1}
	show("nothing", counts)
	stats.Median(counts)
	show("Median", counts)
	entropy, _ := stats.Entropy(counts)
	show("Entropy", counts)
	fmt.Printf("entropy %.4f\n", entropy)
}
GO
expect <<'SEEN'
after nothing: [9 1], sum 10, mean 5
after Median: [9 1], sum 10, mean 5
after Entropy: [0.9 0.1], sum 1, mean 0.5
entropy 0.3251
SEEN
