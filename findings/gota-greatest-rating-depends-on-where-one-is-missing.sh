#!/bin/sh
# gota (Go): the greatest of the ratings missing, 8 and 9 is missing; of 8, 9 and missing it is 9.
#
# Version: github.com/go-gota/gota 0.12.0.
# Seen: Max and Min begin with the first value, and nothing is greater or less than NaN. The mean and the
#   quantiles are missing for all orders.
# Expected: one answer for all orders.
# Why it matters: whether a model has a best rating depends on the order of its answers in the file.
. "$(dirname "$0")/lib/setup.sh"
go_modules github.com/go-gota/gota@v0.12.0
go_code <<'GO'
package main

import (
	"fmt"
	"strings"

	"github.com/go-gota/gota/dataframe"
)

func main() {
	for _, ratings := range []string{"NA\n8\n9", "8\n9\nNA", "8\nNA\n9"} {
		rating := dataframe.ReadCSV(strings.NewReader("rating\n" + ratings)).Col("rating")
		fmt.Printf("%q: greatest %v, least %v, mean %v, three quarters below %v\n", ratings, rating.Max(), rating.Min(), rating.Mean(), rating.Quantile(0.75))
	}
}
GO
expect <<'SEEN'
"NA\n8\n9": greatest NaN, least NaN, mean NaN, three quarters below NaN
"8\n9\nNA": greatest 9, least 8, mean NaN, three quarters below NaN
"8\nNA\n9": greatest 9, least 8, mean NaN, three quarters below NaN
SEEN
