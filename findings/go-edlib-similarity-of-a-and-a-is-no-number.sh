#!/bin/sh
# go-edlib (Go): the cosine, Jaccard and Dice similarity of A and A is NaN, and the LCS similarity of "yes" and "no" is -0.67.
#
# Version: github.com/hbollon/go-edlib 1.7.0.
# Seen: texts are cut into pieces of two letters, of which a single letter has none, and 0 is divided by 0; two empty texts are NaN by half of
#   the measures. The LCS distance, which is at most the sum of the lengths, is divided by the greater of them. The error that is returned is nil.
# Expected: an index of similarity from 0 to 1, and 1 for equal texts.
# Why it matters: the answers to multiple-choice questions are single letters, and NaN passes no threshold and spoils every mean.
. "$(dirname "$0")/lib/setup.sh"
go_modules github.com/hbollon/go-edlib@v1.7.0
go_code <<'GO'
package main

import (
	"fmt"

	edlib "github.com/hbollon/go-edlib"
)

func main() {
	names := []string{"Levenshtein", "Lcs", "Cosine", "Jaccard", "SorensenDice", "Qgram"}
	measures := []edlib.Algorithm{edlib.Levenshtein, edlib.Lcs, edlib.Cosine, edlib.Jaccard, edlib.SorensenDice, edlib.Qgram}
	for at, measure := range measures {
		fmt.Print(names[at])
		for _, pair := range [][]string{{"AB", "AB"}, {"A", "A"}, {"", ""}, {"yes", "no"}} {
			similarity, err := edlib.StringsSimilarity(pair[0], pair[1], measure)
			fmt.Printf(", %q and %q %.2f %v", pair[0], pair[1], similarity, err)
		}
		fmt.Println()
	}
}
GO
expect <<'SEEN'
Levenshtein, "AB" and "AB" 1.00 <nil>, "A" and "A" 1.00 <nil>, "" and "" NaN <nil>, "yes" and "no" 0.00 <nil>
Lcs, "AB" and "AB" 1.00 <nil>, "A" and "A" 1.00 <nil>, "" and "" NaN <nil>, "yes" and "no" -0.67 <nil>
Cosine, "AB" and "AB" 1.00 <nil>, "A" and "A" NaN <nil>, "" and "" 0.00 <nil>, "yes" and "no" 0.00 <nil>
Jaccard, "AB" and "AB" 1.00 <nil>, "A" and "A" NaN <nil>, "" and "" 0.00 <nil>, "yes" and "no" 0.00 <nil>
SorensenDice, "AB" and "AB" 1.00 <nil>, "A" and "A" NaN <nil>, "" and "" 0.00 <nil>, "yes" and "no" 0.00 <nil>
Qgram, "AB" and "AB" 1.00 <nil>, "A" and "A" NaN <nil>, "" and "" NaN <nil>, "yes" and "no" 0.00 <nil>
SEEN
