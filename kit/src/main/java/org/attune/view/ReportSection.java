package org.attune.view;

import java.util.List;
import java.util.stream.Stream;

/** A heading and the HTML of the blocks below it. */
record ReportSection(String heading, List<String> blocks) {
  ReportSection with(String block) {
    return new ReportSection(heading, Stream.concat(blocks.stream(), Stream.of(block)).toList());
  }
}
