package org.attune.train.online;

import java.util.List;
import org.attune.method.online.OnlineMethod;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.train.loop.RunHash;
import org.attune.train.loop.RunSettings;

/** What decides the result of an online training. */
final class OnlineSettings {
  private OnlineSettings() {}

  /**
   * Returns the settings by name.
   *
   * @param replays the hash of the recording that is replayed, or nothing
   * @param critic the hash of the reward model that begins the critic, or nothing
   */
  static RunSettings of(
      OnlineMethod method,
      PromptTemplate layout,
      List<String> prompts,
      LanguageModel start,
      String replays,
      String critic) {
    String weights = start.hash();
    return RunSettings.of(RunHash.of(method, layout, prompts, weights, replays, critic))
        .parts("", method.toString())
        .with("method", method.name())
        .parts("layout", layout.toString())
        .with("prompts", prompts.size() + " (" + RunHash.of(prompts) + ")")
        .with("start", "weights " + weights)
        .with("replay", replays)
        .with("critic", critic);
  }
}
