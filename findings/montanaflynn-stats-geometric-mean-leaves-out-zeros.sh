#!/bin/sh
# montanaflynn/stats (Go): the geometric mean of 0 and 2 is 1.41, that of 0.9, 0 and 0.9 is 0.97, and that of -4 and -9 is 6.
#
# Version: github.com/montanaflynn/stats 0.9.0.
# Seen: a product of 0 stands for "nothing yet", so what comes after a zero is multiplied as if it were the first value: the order of the list decides.
#   Negative numbers are multiplied, too, where HarmonicMean of the same package returns an error for them.
# Expected: 0 if one of the values is 0, whatever the order.
# Why it matters: a geometric mean of scores is taken so that a model that fails one task entirely gets nothing; here it gets more than its other scores.
. "$(dirname "$0")/lib/setup.sh"
go_modules github.com/montanaflynn/stats@v0.9.0
go_code <<'GO'
package main

import (
	"fmt"

	"github.com/montanaflynn/stats"
)

func main() {
	for _, scores := range [][]float64{{0.9, 0.9}, {0.9, 0, 0.9}, {0.9, 0.9, 0}, {0, 0.9, 0.9}, {0, 2}, {2, 0}, {-4, -9}} {
		mean, err := stats.GeometricMean(scores)
		fmt.Printf("%v: %.3f, error %v\n", scores, mean, err)
	}
}
GO
expect <<'SEEN'
[0.9 0.9]: 0.900, error <nil>
[0.9 0 0.9]: 0.965, error <nil>
[0.9 0.9 0]: 0.000, error <nil>
[0 0.9 0.9]: 0.932, error <nil>
[0 2]: 1.414, error <nil>
[2 0]: 0.000, error <nil>
[-4 -9]: 6.000, error <nil>
SEEN
