#!/bin/sh
# Smile: Spearman's test of a judge who gives every answer the same rating has a correlation of NaN and a p-value of 0.
#
# Version: com.github.haifengl:smile-base 3.1.1.
# Seen: CorTest.spearman of (3, 3, 3, 3) with (1, 2, 3, 4): cor NaN, p-value 0.0. CorTest.kendall of the same: NaN and NaN. CorTest.pearson: 0 and 1.
# Expected: NaN for both numbers, or an exception: nothing can be said about ratings that do not differ.
# Why it matters: a filter "p < 0.05" keeps the judge that never looked at the answers, and calls its agreement significant.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-base:3.1.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Constant.java" <<'JAVA'
import smile.stat.hypothesis.CorTest;

public class Constant {
  static void show(String name, CorTest test) {
    System.out.println(name + ": cor " + test.cor + ", p " + test.pvalue);
  }

  public static void main(String[] args) {
    double[] judge = {3, 3, 3, 3};
    double[] people = {1, 2, 3, 4};
    show("spearman", CorTest.spearman(judge, people));
    show("kendall", CorTest.kendall(judge, people));
    show("pearson", CorTest.pearson(judge, people));
  }
}
JAVA
java_file Constant
expect <<'SEEN'
spearman: cor NaN, p 0.0
kendall: cor NaN, p NaN
pearson: cor 0.0, p 1.0
SEEN
