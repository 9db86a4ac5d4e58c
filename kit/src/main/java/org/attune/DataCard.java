package org.attune;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.attune.view.Html;

/**
 * What a result keeps of its data.
 *
 * @param hash the hash of the rows
 * @param notes what a user should know about them
 */
record DataCard(String hash, List<String> notes) {
  static DataCard of(Dataset data) {
    return new DataCard(data.hash(), data.notes());
  }

  /** Returns each note as a paragraph. */
  String html() {
    return html(notes);
  }

  /** Returns sentences as paragraphs. */
  static String html(List<String> sentences) {
    return sentences.stream().map(note -> "<p>" + Html.escape(note) + "</p>").collect(joining());
  }
}
