#!/bin/sh
# jdistlib: the p-values of two tests of normality are upside down: 0.98 and 0.998 for ratings with an outlier, 0.11 and 0.13 for normal ones.
#
# Version: net.sourceforge.jdistlib:jdistlib 0.4.5.
# Seen: jarque_bera_pvalue and dagostino_pearson_pvalue give the chance of a smaller statistic. A statistic of 0, which no list is nearer to, has p = 0.
# Expected: the chance of a greater one, as the Shapiro-Wilk test of the same class has it: 0.025 and 0.002 for the ratings with an outlier, as in scipy 1.17.1.
# Why it matters: the test decides between a t-test and a test of ranks; here it decides the wrong way round, and most surely where it matters most.
. "$(dirname "$0")/lib/setup.sh"
maven net.sourceforge.jdistlib:jdistlib:0.4.5
cat > "$work/Normal.java" <<'JAVA'
import static net.sourceforge.jdistlib.disttest.NormalityTest.*;

import java.util.Locale;

public class Normal {
  static void show(String name, double... ratings) {
    double bera = jarque_bera_statistic(ratings), pearson = dagostino_pearson_statistic(ratings);
    double wilk = shapiro_wilk_statistic(ratings, true);
    System.out.printf(Locale.ROOT, "%s: Jarque-Bera %.4f, p %.4f; D'Agostino %.4f, p %.4f; Shapiro-Wilk p %.4f%n", name, bera, jarque_bera_pvalue(bera),
        pearson, dagostino_pearson_pvalue(pearson), shapiro_wilk_pvalue(wilk, ratings.length));
  }

  public static void main(String[] args) {
    show("with an outlier", 2.1, 3.4, 1.9, 5.6, 4.4, 3.9, 2.7, 8.9, 3.1, 2.2, 4.0, 3.6);
    show("normal", -1.64, -1.1, -0.8, -0.5, -0.3, -0.1, 0.1, 0.3, 0.5, 0.8, 1.1, 1.64);
    System.out.println("statistic 0: " + jarque_bera_pvalue(0) + " " + dagostino_pearson_pvalue(0));
  }
}
JAVA
java_file Normal
expect <<'SEEN'
with an outlier: Jarque-Bera 7.4015, p 0.9753; D'Agostino 12.2513, p 0.9978; Shapiro-Wilk p 0.0198
normal: Jarque-Bera 0.2426, p 0.1142; D'Agostino 0.2697, p 0.1261; Shapiro-Wilk p 1.0000
statistic 0: 0.0 0.0
SEEN
