package org.attune.train.offline;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.util.InvalidInputException;

/** Pairs responses with prompts that they do not answer, as KTO's estimate of the KL needs. */
public final class MismatchedPairs {
  private MismatchedPairs() {}

  /**
   * Returns for each row the index of the next row with a different prompt, wrapping around at the
   * end.
   *
   * @param method the name of the method, for the error message if there is only one prompt
   * @param prompts the prompt of each row
   */
  public static List<Integer> places(String method, List<String> prompts) {
    int size = prompts.size();
    int last = size - 1;
    while (last >= 0 && prompts.get(last).equals(prompts.get((last + 1) % size))) {
      last--;
    }
    InvalidInputException.unless(
        last >= 0,
        "%s compares responses with prompts that they do not belong to, but there is only one"
            + " prompt; use two or more.",
        method);
    int[] places = new int[size];
    for (int back = 0; back < size; back++) {
      int row = Math.floorMod(last - back, size);
      int next = (row + 1) % size;
      places[row] = prompts.get(row).equals(prompts.get(next)) ? places[next] : next;
    }
    return IntStream.of(places).boxed().toList();
  }
}
