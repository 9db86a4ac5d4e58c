#!/bin/sh
# DJL: a class's probability is another number after it has been printed: 0.123456789 becomes 0.12345000356.
#
# Version: ai.djl:api 0.35.1.
# Seen: Classification.toString() rounds its probability down to five places as a float, and keeps it.
# Expected: 0.123456789 before and after.
# Why it matters: log lines change what is computed after them; log-probabilities and sums differ between a run with debug output and one without.
. "$(dirname "$0")/lib/setup.sh"
maven ai.djl:api:0.35.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Printed.java" <<'JAVA'
import ai.djl.modality.Classifications;
import java.util.List;

public class Printed {
  public static void main(String[] args) {
    Classifications.Classification verdict = new Classifications(List.of("good", "bad"), List.of(0.123456789, 0.876543211)).item(0);
    System.out.println(verdict.getProbability());
    System.out.println(verdict);
    System.out.println(verdict.getProbability());
  }
}
JAVA
java_file Printed
expect <<'SEEN'
0.123456789
{"className": "good", "probability": 0.12345}
0.12345000356435776
SEEN
