#!/bin/sh
# XChart: Histogram throws a NullPointerException for every list made by List.of.
#
# Version: org.knowm.xchart:xchart 3.8.8, Java 17.
# Seen: it asks contains(null), which java.util's immutable lists of List.of answer with a NullPointerException (as their contract
#   allows); Arrays.asList and ArrayList are taken. A list of Stream.toList, which allows null, is taken as well.
# Expected: a list without null is taken, whatever class it has.
# Why it matters: List.of is what people type in a notebook; the message names neither the list nor the reason.
. "$(dirname "$0")/lib/setup.sh"
maven org.knowm.xchart:xchart:3.8.8
cat > "$work/Lists.java" <<'JAVA'
import java.util.*;
import java.util.stream.Stream;
import org.knowm.xchart.Histogram;

public class Lists {
  public static void main(String[] args) {
    print("Arrays.asList", Arrays.asList(1.0, 2.0, 3.0));
    print("Stream.toList", Stream.of(1.0, 2.0, 3.0).toList());
    print("List.of", List.of(1.0, 2.0, 3.0));
  }

  static void print(String name, List<Double> values) {
    try {
      System.out.println(name + ": " + new Histogram(values, 3).getyAxisData());
    } catch (RuntimeException e) {
      System.out.println(name + ": " + e.getClass().getName());
    }
  }
}
JAVA
java_file Lists
expect <<'SEEN'
Arrays.asList: [1.0, 1.0, 1.0]
Stream.toList: [1.0, 1.0, 1.0]
List.of: java.lang.NullPointerException
SEEN
