#!/bin/sh
# Gonum (Go): Kendall's tau of a judge who gives every answer the same rating is 1, or -1, by the order in which the answers are listed.
#
# Version: gonum.org/v1/gonum 0.17.0.
# Seen: a pair that is tied in one of the two lists counts as concordant if the other list rises, and as discordant if it falls. Three of four
#   ratings may be equal, and tau is 1, or 0 if the same rows are listed backwards.
# Expected: tau-a, by the documentation, for which a tied pair is neither: 0 for a constant, and the same for every order of the rows.
# Why it matters: ratings have ties, and the agreement of a judge with people is a matter of how the file was sorted.
. "$(dirname "$0")/lib/setup.sh"
go_modules gonum.org/v1/gonum@v0.17.0
go_code <<'GO'
package main

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/stat"
)

func main() {
	people := []float64{1, 2, 3, 4}
	for _, judge := range [][]float64{{1, 2, 3, 4}, {3, 3, 3, 3}, {3, 3, 3, 4}, {1, 0, 0, 1}} {
		tau := stat.Kendall(people, judge, nil)
		backPeople, backJudge := slices.Clone(people), slices.Clone(judge)
		slices.Reverse(backPeople)
		slices.Reverse(backJudge)
		fmt.Printf("judge %v: tau %.2f, listed backwards %.2f\n", judge, tau, stat.Kendall(backPeople, backJudge, nil))
	}
}
GO
expect <<'SEEN'
judge [1 2 3 4]: tau 1.00, listed backwards 1.00
judge [3 3 3 3]: tau 1.00, listed backwards -1.00
judge [3 3 3 4]: tau 1.00, listed backwards 0.00
judge [1 0 0 1]: tau 0.33, listed backwards -0.33
SEEN
