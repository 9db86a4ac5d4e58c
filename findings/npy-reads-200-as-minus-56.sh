#!/bin/sh
# npy (JVM): the bytes 200 and 255 of a NumPy file are read as -56 and -1, and the token 4,000,000,000 as -294967296, without an exception.
#
# Version: org.jetbrains.bio:npy 0.3.5, numpy 2.4.6.
# Seen: an unsigned type of the file's header is read as the signed one of the same size.
# Expected: a greater type, or an exception, which the library throws for half precision and for matrices saved column by column.
# Why it matters: data sets of tokens are kept as uint16 or uint32; every token above 32,767 of a uint16 file comes back negative, such as the end of a GPT-2 text.
. "$(dirname "$0")/lib/setup.sh"
pypi numpy==2.4.6 pandas==3.1.1
python_code <<'PY'
import numpy

for name, values in {"uint8": [7, 200, 255], "uint16": [7, 32767, 32768, 50256], "uint32": [7, 4000000000]}.items():
    numpy.save(name + ".npy", numpy.array(values, dtype=name))
PY
maven org.jetbrains.bio:npy:0.3.5
cat > "$work/Unsigned.java" <<'JAVA'
import java.nio.file.Path;
import java.util.Arrays;
import org.jetbrains.bio.npy.NpyFile;

public class Unsigned {
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    System.out.println("uint8: " + Arrays.toString(NpyFile.read(folder.resolve("uint8.npy"), 1 << 16).asByteArray()));
    System.out.println("uint16: " + Arrays.toString(NpyFile.read(folder.resolve("uint16.npy"), 1 << 16).asShortArray()));
    System.out.println("uint32: " + Arrays.toString(NpyFile.read(folder.resolve("uint32.npy"), 1 << 16).asIntArray()));
  }
}
JAVA
java_file Unsigned "$work"
expect <<'SEEN'
uint8: [7, -56, -1]
uint16: [7, 32767, -32768, -15280]
uint32: [7, -294967296]
SEEN
