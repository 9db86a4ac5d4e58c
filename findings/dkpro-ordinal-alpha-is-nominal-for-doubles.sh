#!/bin/sh
# DKPro Statistics: Krippendorff's alpha with OrdinalDistanceFunction is the nominal alpha if the ratings are doubles, without a word.
#
# Version: org.dkpro.statistics:dkpro-statistics-agreement 2.2.0; krippendorff 0.9.0 gives 0.8898 for these ratings.
# Seen: the same ratings give 0.8898 as integers, 0.7273 as doubles and 0.7273 as texts; with the nominal function they give 0.7273.
#   IntervalDistanceFunction takes doubles, but is nominal for texts too.
# Expected: the same figure, or an exception for values without an order.
# Why it matters: ratings that come from a CSV file or a table are doubles, and judges that nearly agree are reported as if they did not.
. "$(dirname "$0")/lib/setup.sh"
maven org.dkpro.statistics:dkpro-statistics-agreement:2.2.0 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Alpha.java" <<'JAVA'
import java.util.function.IntFunction;
import org.dkpro.statistics.agreement.coding.*;
import org.dkpro.statistics.agreement.distance.*;

public class Alpha {
  static final int[][] RATINGS = {{1, 1}, {2, 2}, {3, 3}, {3, 2}, {1, 1}};

  public static void main(String[] args) {
    print("ordinal, integers", new OrdinalDistanceFunction(), rating -> rating);
    print("ordinal, doubles", new OrdinalDistanceFunction(), rating -> (double) rating);
    print("ordinal, texts", new OrdinalDistanceFunction(), String::valueOf);
    print("interval, doubles", new IntervalDistanceFunction(), rating -> (double) rating);
    print("interval, texts", new IntervalDistanceFunction(), String::valueOf);
    print("nominal, integers", new NominalDistanceFunction(), rating -> rating);
  }

  static void print(String name, IDistanceFunction distance, IntFunction<Object> type) {
    var study = new CodingAnnotationStudy(2);
    for (int[] item : RATINGS) study.addItem(type.apply(item[0]), type.apply(item[1]));
    System.out.printf(java.util.Locale.ROOT, "%s: %.4f%n", name, new KrippendorffAlphaAgreement(study, distance).calculateAgreement());
  }
}
JAVA
java_file Alpha
expect <<'SEEN'
ordinal, integers: 0.8898
ordinal, doubles: 0.7273
ordinal, texts: 0.7273
interval, doubles: 0.8696
interval, texts: 0.7273
nominal, integers: 0.7273
SEEN
