package org.attune.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.data.HhTranscript.Speaker;
import org.attune.data.HhTranscript.Turn;

/** Reads the turns that HelpSteer 2 marks within a prompt by {@code <extra_id_1>} and a role. */
final class MarkedTurns {
  private static final Pattern MARK = Pattern.compile("\\n<extra_id_1>(User|Assistant)\\n");

  private MarkedTurns() {}

  /** Returns a prompt of several marked turns as a dialogue, and any other prompt as it is. */
  static String dialogue(String prompt) {
    Matcher mark = MARK.matcher(prompt);
    List<Turn> turns = new ArrayList<>();
    Speaker speaker = Speaker.HUMAN;
    int from = 0;
    while (mark.find()) {
      turns.add(new Turn(speaker, " " + prompt.substring(from, mark.start())));
      speaker = mark.group(1).equals("User") ? Speaker.HUMAN : Speaker.ASSISTANT;
      from = mark.end();
    }
    if (turns.isEmpty() || speaker == Speaker.ASSISTANT) {
      return prompt;
    }
    turns.add(new Turn(speaker, " " + prompt.substring(from)));
    return new HhTranscript("", turns).prompt();
  }
}
