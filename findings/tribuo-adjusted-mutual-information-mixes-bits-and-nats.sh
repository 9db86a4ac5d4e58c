#!/bin/sh
# Tribuo: the adjusted mutual information of two labellings that have nothing in common is -0.30 in place of -0.50, because bits are taken from nats.
#
# Version: org.tribuo:tribuo-clustering-core 4.3.2.
# Seen: InformationTheory.mi and entropy are in bits, expectedMI is in natural units; ClusteringMetrics.adjustedMI subtracts the latter from the former.
#   With LOG_BASE set to LOG_E, which is for everybody at once, all is right.
# Expected: -0.50 and 0.058, with the smaller entropy as the bound, as scikit-learn gives for average_method="min".
# Why it matters: the adjustment for chance is what the number is for, and it is too small by three tenths: agreement by chance is reported as agreement.
. "$(dirname "$0")/lib/setup.sh"
maven org.tribuo:tribuo-clustering-core:4.3.2
cat > "$work/Adjusted.java" <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import org.tribuo.clustering.evaluation.ClusteringMetrics;
import org.tribuo.util.infotheory.InformationTheory;

public class Adjusted {
  static void print(List<Integer> first, List<Integer> second) {
    System.out.printf(java.util.Locale.ROOT, "mutual information %.4f, expected %.4f, entropy %.4f, adjusted %.4f%n", InformationTheory.mi(first, second),
        InformationTheory.expectedMI(first, second), InformationTheory.entropy(first), ClusteringMetrics.adjustedMI(first, second));
  }

  public static void main(String[] args) {
    java.util.logging.LogManager.getLogManager().reset();
    List<Integer> people = new ArrayList<>();
    List<Integer> judge = new ArrayList<>();
    int[][] counts = {{10, 5}, {5, 10}};
    for (int cell = 0; cell < 4; cell++) {
      for (int answer = 0; answer < counts[cell / 2][cell % 2]; answer++) {
        people.add(cell / 2);
        judge.add(cell % 2);
      }
    }
    for (double base : new double[] {InformationTheory.LOG_2, InformationTheory.LOG_E}) {
      InformationTheory.LOG_BASE = base;
      print(List.of(0, 0, 1, 1), List.of(0, 1, 0, 1));
      print(people, judge);
    }
  }
}
JAVA
java_file Adjusted
expect <<'SEEN'
mutual information 0.0000, expected 0.2310, entropy 1.0000, adjusted -0.3005
mutual information 0.0817, expected 0.0176, entropy 1.0000, adjusted 0.0653
mutual information 0.0000, expected 0.2310, entropy 0.6931, adjusted -0.5000
mutual information 0.0566, expected 0.0176, entropy 0.6931, adjusted 0.0578
SEEN
