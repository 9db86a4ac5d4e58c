#!/bin/sh
# strutil (Go): the Jaccard, Dice and overlap similarity of A and A is 0, that of two empty texts is 1, and Jaro finds "no" and "on" similar to 0.83.
#
# Version: github.com/adrg/strutil 0.3.1.
# Seen: with the default n-grams of two letters a single letter has none, and no n-grams at all count as nothing in common. Two letters that change
#   places match for its Jaro and Jaro-Winkler similarity, though the window in which they may match is 0 wide for texts of two.
# Expected: 1 for equal texts, as for the empty ones, and 0 for "no" and "on" by Jaro's definition, as Apache Commons Text and strsim give.
# Why it matters: the right answer A is worth nothing, and "on" passes for "no".
. "$(dirname "$0")/lib/setup.sh"
go_modules github.com/adrg/strutil@v0.3.1
go_code <<'GO'
package main

import (
	"fmt"

	"github.com/adrg/strutil"
	"github.com/adrg/strutil/metrics"
)

func main() {
	names := []string{"Jaccard", "SorensenDice", "OverlapCoefficient", "Levenshtein", "Jaro", "JaroWinkler"}
	measures := []strutil.StringMetric{metrics.NewJaccard(), metrics.NewSorensenDice(), metrics.NewOverlapCoefficient(), metrics.NewLevenshtein(),
		metrics.NewJaro(), metrics.NewJaroWinkler()}
	for at, measure := range measures {
		fmt.Print(names[at])
		for _, pair := range [][]string{{"AB", "AB"}, {"A", "A"}, {"", ""}, {"no", "on"}} {
			fmt.Printf(", %q and %q %.2f", pair[0], pair[1], strutil.Similarity(pair[0], pair[1], measure))
		}
		fmt.Println()
	}
}
GO
expect <<'SEEN'
Jaccard, "AB" and "AB" 1.00, "A" and "A" 0.00, "" and "" 1.00, "no" and "on" 0.00
SorensenDice, "AB" and "AB" 1.00, "A" and "A" 0.00, "" and "" 1.00, "no" and "on" 0.00
OverlapCoefficient, "AB" and "AB" 1.00, "A" and "A" 0.00, "" and "" 1.00, "no" and "on" 0.00
Levenshtein, "AB" and "AB" 1.00, "A" and "A" 1.00, "" and "" NaN, "no" and "on" 0.00
Jaro, "AB" and "AB" 1.00, "A" and "A" 1.00, "" and "" 1.00, "no" and "on" 0.83
JaroWinkler, "AB" and "AB" 1.00, "A" and "A" 1.00, "" and "" 1.00, "no" and "on" 0.83
SEEN
