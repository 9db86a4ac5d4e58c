package org.attune.data;

import java.io.Serializable;
import java.util.List;

/**
 * One row of a dataset: a prompt and, depending on its kind, responses and their scores or order.
 */
public sealed interface Example extends Serializable permits Prompt, Demonstration, Pair, Ranking {
  /** Returns the text that comes before the response. */
  String prompt();

  /** Returns the responses of this row, best first; a prompt alone has none. */
  List<String> responses();

  /** Returns the kind of dataset that this row belongs to. */
  RowType kind();
}
