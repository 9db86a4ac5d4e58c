#!/bin/sh
# go-onlinestats (Go): Welch's test gives 0.9995 for 1 to 5 against 6 to 10, 0.0005 the other way round, and 0.5 for equal samples.
#
# Version: github.com/dgryski/go-onlinestats v0.0.0-20170612111826-1c7d19468768.
# Seen: Welch returns one side of the distribution: the nearer to 1, the clearer the second sample is the greater one. Spearman gives a constant judge a
#   correlation of NaN with p = 0.
# Expected: 0.0011 both ways, and 1; the documentation has "the probability that the difference in means is due to chance". MannWhitney of the package does
#   not depend on the order.
# Why it matters: whoever compares the result with 0.05 finds a better second model no better, however clear the difference is.
. "$(dirname "$0")/lib/setup.sh"
go_modules github.com/dgryski/go-onlinestats@v0.0.0-20170612111826-1c7d19468768
go_code <<'GO'
package main

import (
	"fmt"

	stats "github.com/dgryski/go-onlinestats"
)

func running(values []float64) *stats.Running {
	var running stats.Running
	for _, value := range values {
		running.Push(value)
	}
	return &running
}

func main() {
	low, middle, high := []float64{1, 2, 3, 4, 5}, []float64{2, 3, 4, 5, 6}, []float64{6, 7, 8, 9, 10}
	show := func(name string, first, second []float64) {
		fmt.Printf("%s: Welch %.4f, MannWhitney %.4f\n", name, stats.Welch(running(first), running(second)), stats.MannWhitney(first, second))
	}
	show("1 to 5, 1 to 5", low, low)
	show("1 to 5, 2 to 6", low, middle)
	show("1 to 5, 6 to 10", low, high)
	show("6 to 10, 1 to 5", high, low)
	correlation, p := stats.Spearman([]float64{7, 7, 7, 7, 7}, low)
	fmt.Println("Spearman of a constant:", correlation, p)
}
GO
expect <<'SEEN'
1 to 5, 1 to 5: Welch 0.5000, MannWhitney 1.0000
1 to 5, 2 to 6: Welch 0.8267, MannWhitney 0.3472
1 to 5, 6 to 10: Welch 0.9995, MannWhitney 0.0090
6 to 10, 1 to 5: Welch 0.0005, MannWhitney 0.0090
Spearman of a constant: NaN 0
SEEN
