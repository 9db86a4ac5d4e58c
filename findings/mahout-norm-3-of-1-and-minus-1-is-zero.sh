#!/bin/sh
# Apache Mahout: the 3-norm of the vector 1, -1 is 0, that of 3, -2 is 2.67 in place of 3.27, and that of -3, -2 is NaN; normalize(3) of 1, -1 is infinite.
#
# Version: org.apache.mahout:mahout-math 0.13.0.
# Seen: norm(p) adds the p-th powers of the elements, not of their absolute values, where p is not 0, 1, 2 or infinity; with an odd p, elements of different
#   signs cancel, and with a p such as 1.5 one negative element makes the norm NaN.
# Expected: the root of the sum of |x|^p, which is 0 for the zero vector only.
# Why it matters: embeddings and gradients have elements of both signs.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.mahout:mahout-math:0.13.0 org.slf4j:slf4j-nop:1.7.36
cat > "$work/Norms.java" <<'JAVA'
import org.apache.mahout.math.DenseVector;

public class Norms {
  public static void main(String[] args) {
    for (double[] elements : new double[][] {{3, 2}, {3, -2}, {-3, -2}, {1, -1}}) {
      var vector = new DenseVector(elements);
      StringBuilder line = new StringBuilder(elements[0] + ", " + elements[1] + ":");
      for (double p : new double[] {1, 1.5, 2, 3}) {
        double sum = 0;
        for (double element : elements) {
          sum += Math.pow(Math.abs(element), p);
        }
        line.append(String.format(java.util.Locale.ROOT, " norm(%s) %.2f (%.2f),", p, vector.norm(p), Math.pow(sum, 1 / p)));
      }
      System.out.println(line + " normalize(3) " + String.format(java.util.Locale.ROOT, "%.2f", vector.normalize(3).get(0)));
    }
  }
}
JAVA
java_file Norms
expect <<'SEEN'
3.0, 2.0: norm(1.0) 5.00 (5.00), norm(1.5) 4.01 (4.01), norm(2.0) 3.61 (3.61), norm(3.0) 3.27 (3.27), normalize(3) 0.92
3.0, -2.0: norm(1.0) 5.00 (5.00), norm(1.5) NaN (4.01), norm(2.0) 3.61 (3.61), norm(3.0) 2.67 (3.27), normalize(3) 1.12
-3.0, -2.0: norm(1.0) 5.00 (5.00), norm(1.5) NaN (4.01), norm(2.0) 3.61 (3.61), norm(3.0) NaN (3.27), normalize(3) NaN
1.0, -1.0: norm(1.0) 2.00 (2.00), norm(1.5) NaN (1.59), norm(2.0) 1.41 (1.41), norm(3.0) 0.00 (1.26), normalize(3) Infinity
SEEN
