#!/bin/sh
# Datumbox: Wilcoxon's test of two models that give the same answer to 90 of 100 questions, and win five each of the others, has a p-value of 0.
#
# Version: com.datumbox:datumbox-framework-core 0.8.2.
# Seen: pairs without a difference are left out of the sum of ranks, but not out of the number of pairs from which its mean and its deviation are taken. Two
#   equal lists have the p-value 0 too, and a model that wins all ten pairs that differ is as surely the worse one. test() rejects all of them.
# Expected: the p-values without the ties: 0.5 for five wins each, as it is one-sided.
# Why it matters: most pairs of two models of one family are ties; with this test they always differ.
. "$(dirname "$0")/lib/setup.sh"
maven com.datumbox:datumbox-framework-core:0.8.2 org.slf4j:slf4j-nop:1.7.36
cat > "$work/Pairs.java" <<'JAVA'
import com.datumbox.framework.common.dataobjects.*;
import com.datumbox.framework.core.statistics.nonparametrics.relatedsamples.WilcoxonRelatedSamples;
import java.util.*;

public class Pairs {
  static void show(String name, int wins, int losses, int ties) {
    List<Object> first = new ArrayList<>();
    for (int i = 1; i <= wins; i++) first.add((double) i);
    for (int i = 1; i <= losses; i++) first.add((double) -i);
    for (int i = 0; i < ties; i++) first.add(0.0);
    var pairs = new TransposeDataList();
    pairs.put("first", new FlatDataList(first));
    pairs.put("second", new FlatDataList(new ArrayList<>(Collections.nCopies(first.size(), (Object) 0.0))));
    System.out.printf(Locale.ROOT, "%s: p %.4f, rejected %s%n", name, WilcoxonRelatedSamples.getPvalue(pairs), WilcoxonRelatedSamples.test(pairs, true, 0.05));
  }

  public static void main(String[] args) {
    show("5 wins, 5 losses", 5, 5, 0);
    show("5 wins, 5 losses, 90 ties", 5, 5, 90);
    show("10 wins, 90 ties", 10, 0, 90);
    show("100 ties", 0, 0, 100);
  }
}
JAVA
java_file Pairs
expect <<'SEEN'
5 wins, 5 losses: p 0.5000, rejected false
5 wins, 5 losses, 90 ties: p 0.0000, rejected true
10 wins, 90 ties: p 0.0000, rejected true
100 ties: p 0.0000, rejected true
SEEN
