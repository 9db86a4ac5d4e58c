#!/bin/sh
# GRAL: its histogram leaves out the greatest value: of eleven ratings from 1 to 5 the three fives are counted nowhere, and neither are ten ratings of 7.
#
# Version: de.erichseifert.gral:gral-core 0.11.
# Seen: Histogram1D makes its bins from the least to the greatest value, and the last one does not contain its upper end.
# Expected: the counts of all bins add up to the number of values; NumPy's last bin, for one, contains its upper end.
# Why it matters: a plot of ratings shows no answer with the best one, and of a model that is always given a 7 it shows nothing.
. "$(dirname "$0")/lib/setup.sh"
maven de.erichseifert.gral:gral-core:0.11
cat > "$work/Bins.java" <<'JAVA'
import de.erichseifert.gral.data.DataTable;
import de.erichseifert.gral.data.statistics.Histogram1D;
import de.erichseifert.gral.graphics.Orientation;
import java.util.List;
import java.util.stream.IntStream;

public class Bins {
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static void main(String[] args) {
    for (List<Integer> ratings : List.of(List.of(1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5), List.of(1, 9), List.of(7, 7, 7, 7, 7, 7, 7, 7, 7, 7))) {
      DataTable table = new DataTable(Integer.class);
      ratings.forEach(rating -> table.add(rating));
      Histogram1D histogram = new Histogram1D(table, Orientation.VERTICAL, 4);
      List<Long> counts = IntStream.range(0, histogram.getRowCount()).mapToObj(bin -> ((Number) histogram.get(0, bin)).longValue()).toList();
      System.out.println(ratings + ": " + counts + ", " + counts.stream().mapToLong(Long::longValue).sum() + " of " + ratings.size());
    }
  }
}
JAVA
java_file Bins
expect <<'SEEN'
[1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5]: [1, 2, 3, 2], 8 of 11
[1, 9]: [1, 0, 0, 0], 1 of 2
[7, 7, 7, 7, 7, 7, 7, 7, 7, 7]: [0, 0, 0, 0], 0 of 10
SEEN
