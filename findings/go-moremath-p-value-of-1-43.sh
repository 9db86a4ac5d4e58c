#!/bin/sh
# go-moremath (Go): the two-sided Mann-Whitney test of ratings with ties has a "p-value" of 1.43, and the one-sided test finds 7 greater than 24 times 7 and an 8.
#
# Version: github.com/aclements/go-moremath v0.0.0-20210112150236-f10218a38794.
# Seen: with ties and up to 25 ratings a side, the exact distribution is wrong at its end: of two ratings of 7 against 7, 7, 7, 7 and 8, U is 4 or more in every
#   order, and CDF(3) is 0.71. So LocationGreater, 1 - CDF(U - 1), finds a model better with p = 0.04 that was never rated above the other; LocationLess of the
#   swapped samples gives 1. Twice the smaller side is not limited to 1.
# Expected: 1 for the two-sided test; the same p for a > b as for b < a: without ties, in the last line, it is.
# Why it matters: ratings from 1 to 10 are full of ties, and the side on which a model stands decides whether it is better.
. "$(dirname "$0")/lib/setup.sh"
go_modules github.com/aclements/go-moremath@v0.0.0-20210112150236-f10218a38794
go_code <<'GO'
package main

import (
	"fmt"

	"github.com/aclements/go-moremath/stats"
)

func p(first, second []float64, alternative stats.LocationHypothesis) float64 {
	result, err := stats.MannWhitneyUTest(first, second, alternative)
	if err != nil {
		panic(err)
	}
	return result.P
}

func main() {
	show := func(name string, first, second []float64) {
		fmt.Printf("%s: a and b differ %.2f, a > b %.2f, b < a %.2f, b > a %.2f, a < b %.2f\n", name, p(first, second, stats.LocationDiffers),
			p(first, second, stats.LocationGreater), p(second, first, stats.LocationLess),
			p(second, first, stats.LocationGreater), p(first, second, stats.LocationLess))
	}
	sevens := make([]float64, 24)
	for i := range sevens {
		sevens[i] = 7
	}
	show("a 7 7, b 7 7 7 7 8", []float64{7, 7}, []float64{7, 7, 7, 7, 8})
	show("a 7, b 24 times 7 and 8", []float64{7}, append(sevens, 8))
	show("a 8 7 8, b 7 8 7 7 7", []float64{8, 7, 8}, []float64{7, 8, 7, 7, 7})
	fmt.Printf("CDF(3) of 7 7, 7 7 7 7 8: %.2f\n", stats.UDist{N1: 2, N2: 5, T: []int{6, 1}}.CDF(3))
	show("a 4 5 6, b 1 2 3", []float64{4, 5, 6}, []float64{1, 2, 3})
}
GO
expect <<'SEEN'
a 7 7, b 7 7 7 7 8: a and b differ 1.43, a > b 0.29, b < a 1.00, b > a 0.71, a < b 0.71
a 7, b 24 times 7 and 8: a and b differ 1.92, a > b 0.04, b < a 1.00, b > a 0.96, a < b 0.96
a 8 7 8, b 7 8 7 7 7: a and b differ 0.36, a > b 0.29, b < a 0.29, b > a 0.98, a < b 0.98
CDF(3) of 7 7, 7 7 7 7 8: 0.71
a 4 5 6, b 1 2 3: a and b differ 0.10, a > b 0.05, b < a 0.05, b > a 1.00, a < b 1.00
SEEN
