package org.attune;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The reviewed exceptions to a house rule, which may only become fewer: a properties file beside
 * the tests, {@code place = what was reviewed}.
 */
record ReviewedList(Map<String, String> reviewed) {
  static ReviewedList read(String resource) throws IOException {
    Properties lines = new Properties();
    try (InputStream in = ReviewedList.class.getResourceAsStream(resource)) {
      lines.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    Map<String, String> reviewed = new TreeMap<>();
    lines.forEach((place, what) -> reviewed.put((String) place, (String) what));
    return new ReviewedList(reviewed);
  }

  /** One line for each place where what was found is not what was reviewed. */
  List<String> differences(Map<String, String> found) {
    TreeSet<String> places = new TreeSet<>(reviewed.keySet());
    places.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String place : places) {
      String was = reviewed.get(place);
      String is = found.get(place);
      if (!Objects.equals(was, is)) {
        differences.add(
            place
                + (is == null ? ": is gone" : ": " + is)
                + (was == null ? ", which nobody reviewed" : ", reviewed was " + was));
      }
    }
    return differences;
  }
}
