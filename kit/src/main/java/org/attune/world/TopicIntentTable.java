package org.attune.world;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of topics × intents: which combinations are held out, and where an answer goes astray
 * to.
 */
final class TopicIntentTable {
  /** One combination in six is held out. */
  private static final int PERIOD = 6;

  private final List<String> topics;
  private final List<String> intents;

  TopicIntentTable(Lexicon lexicon) {
    topics = List.copyOf(lexicon.topics().keySet());
    intents = List.copyOf(lexicon.intents().keySet());
  }

  /**
   * Returns whether the combination is excluded from every training text. The held-out cells lie on
   * diagonals, so that each topic and each intent loses about equally many.
   */
  boolean isHeldOut(TopicIntent c) {
    return (topics.indexOf(c.topic()) + intents.indexOf(c.intent())) % PERIOD == 0;
  }

  /** Returns all combinations that are held out, or all that are not. */
  List<TopicIntent> combinations(boolean heldOut) {
    List<TopicIntent> found = new ArrayList<>();
    for (String topic : topics) {
      for (String intent : intents) {
        TopicIntent c = new TopicIntent(topic, intent);
        if (isHeldOut(c) == heldOut) {
          found.add(c);
        }
      }
    }
    return List.copyOf(found);
  }

  /** Returns the same intent at the next topic where that combination is not held out. */
  TopicIntent nextTopic(TopicIntent c) {
    TopicIntent next = new TopicIntent(following(topics, c.topic()), c.intent());
    return isHeldOut(next) ? nextTopic(next) : next;
  }

  /** Returns the same topic with the next intent where that combination is not held out. */
  TopicIntent nextIntent(TopicIntent c) {
    TopicIntent next = new TopicIntent(c.topic(), following(intents, c.intent()));
    return isHeldOut(next) ? nextIntent(next) : next;
  }

  /** Returns the next element of the list, wrapping around at the end. */
  static <T> T following(List<T> ring, T item) {
    return ring.get((ring.indexOf(item) + 1) % ring.size());
  }
}
