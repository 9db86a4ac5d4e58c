#!/bin/sh
# ND4J: a matrix that NumPy has saved column by column, such as a transposed one, is read with its numbers in the wrong places, without an exception.
#
# Version: org.nd4j:nd4j-native 1.0.0-M2.1, numpy 2.4.6.
# Seen: Nd4j.createFromNpyFile does not read fortran_order of the file's header. It fills the rows with the columns' numbers; the shape is the right one. So it
#   is for numpy.save of x.T, of numpy.asfortranarray(x), and of what pandas gives as to_numpy() for a frame of several columns.
# Expected: the matrix that numpy.load gives, or an exception, which DJL and the library npy of JetBrains throw.
# Why it matters: weights, embeddings and rewards for a run on the JVM come in such files; the wrong matrix has the same size, mean and range.
. "$(dirname "$0")/lib/setup.sh"
pypi numpy==2.4.6 pandas==3.1.1
python_code <<'PY'
import numpy
import pandas

rows = numpy.array([[1, 2, 3], [4, 5, 6]], dtype=numpy.float32)
frame = pandas.DataFrame({"first": [1.0, 4.0], "second": [2.0, 5.0], "third": [3.0, 6.0]})
for name, array in {"rows": rows, "transposed": rows.T, "frame": frame.to_numpy()}.items():
    numpy.save(name + ".npy", array)
    print(f"NumPy {name}: {array.astype(int).tolist()}")
PY
mv "$work/seen" "$work/seen.python"
maven org.nd4j:nd4j-native:1.0.0-M2.1 org.nd4j:nd4j-native:1.0.0-M2.1:linux-x86_64 org.slf4j:slf4j-nop:1.7.36
cat > "$work/Read.java" <<'JAVA'
import java.io.File;
import java.util.Arrays;
import org.nd4j.linalg.factory.Nd4j;

public class Read {
  public static void main(String[] args) {
    for (String name : new String[] {"rows", "transposed", "frame"}) {
      var array = Nd4j.createFromNpyFile(new File(args[0], name + ".npy"));
      System.out.println("ND4J " + name + ": " + Arrays.deepToString(array.toIntMatrix()));
    }
  }
}
JAVA
java_file Read "$work"
cat "$work/seen.python" >> "$work/seen"
expect <<'SEEN'
ND4J rows: [[1, 2, 3], [4, 5, 6]]
ND4J transposed: [[1, 2], [3, 4], [5, 6]]
ND4J frame: [[1, 4, 2], [5, 3, 6]]
NumPy rows: [[1, 2, 3], [4, 5, 6]]
NumPy transposed: [[1, 4], [2, 5], [3, 6]]
NumPy frame: [[1, 2, 3], [4, 5, 6]]
SEEN
