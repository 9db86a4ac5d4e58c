package org.attune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.data.Demonstration;
import org.attune.sample.Candidate;

/** Sorts responses from several sources by the order of their prompts. */
final class PromptOrder {
  private PromptOrder() {}

  /** Returns one row for each candidate. */
  static List<Demonstration> rows(List<String> prompts, List<List<Candidate>> candidates) {
    List<Demonstration> rows = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      for (Candidate candidate : candidates.get(i)) {
        rows.add(new Demonstration(prompts.get(i), candidate.text()));
      }
    }
    return rows;
  }

  /** Returns the rows of both lists, those of a prompt consecutively. */
  static List<Demonstration> grouped(List<Demonstration> first, List<Demonstration> second) {
    Map<String, List<Demonstration>> byPrompt = new LinkedHashMap<>();
    Stream.concat(first.stream(), second.stream())
        .forEach(row -> byPrompt.computeIfAbsent(row.prompt(), p -> new ArrayList<>()).add(row));
    return byPrompt.values().stream().flatMap(List::stream).toList();
  }
}
