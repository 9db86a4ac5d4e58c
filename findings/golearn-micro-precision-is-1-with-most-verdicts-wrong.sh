#!/bin/sh
# golearn (Go): the micro precision is 1 where five of eight verdicts are wrong, and the matrix leaves them out, if no answer has the label that they name.
#
# Version: github.com/sjwhitworth/golearn v0.0.0-20221228163002-74ae077eafb2.
# Seen: precision, recall and the printed matrix go over the classes that occur among the labels. Verdicts "bad" on answers of which none is bad are in no
#   column and are no false positives. Accuracy and micro recall, 0.375, count them.
# Expected: 0.375 for all three, which are the same number where each answer has one label and one verdict, and a third column in the matrix.
# Why it matters: a judge who calls good answers bad loses nothing in precision when the set has no bad answers, and the table that would show it is cut.
. "$(dirname "$0")/lib/setup.sh"
go_modules github.com/sjwhitworth/golearn@v0.0.0-20221228163002-74ae077eafb2
go_code <<'GO'
package main

import (
	"fmt"
	"strings"

	"github.com/sjwhitworth/golearn/evaluation"
)

func show(name string, verdicts evaluation.ConfusionMatrix) {
	lines := strings.Split(strings.TrimSpace(evaluation.ShowConfusionMatrix(verdicts)), "\n")
	fmt.Printf("%s: accuracy %.3f, micro precision %.3f, micro recall %.3f, classes in the matrix %d\n", name, evaluation.GetAccuracy(verdicts),
		evaluation.GetMicroPrecision(verdicts), evaluation.GetMicroRecall(verdicts), len(lines)-2)
}

func main() {
	show("no answer is bad", evaluation.ConfusionMatrix{"good": {"good": 2, "bad": 2}, "fair": {"fair": 1, "bad": 3}})
	show("one answer is bad", evaluation.ConfusionMatrix{"good": {"good": 2, "bad": 2}, "fair": {"fair": 1, "bad": 3}, "bad": {"bad": 1}})
}
GO
expect <<'SEEN'
no answer is bad: accuracy 0.375, micro precision 1.000, micro recall 0.375, classes in the matrix 2
one answer is bad: accuracy 0.444, micro precision 0.444, micro recall 0.444, classes in the matrix 3
SEEN
