package org.attune.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Spelling rules: articles, capital letters, words and the ends of sentences. */
final class Spelling {
  private Spelling() {}

  /**
   * Puts "a" or "an" before a phrase; "used" is the world's only word whose initial vowel is
   * pronounced as a consonant.
   */
  static String withArticle(String phrase) {
    boolean vowel = "aeiou".indexOf(phrase.charAt(0)) >= 0 && !phrase.startsWith("used ");
    return (vowel ? "an " : "a ") + phrase;
  }

  /** Gives a phrase a capital first letter. */
  static String capital(String phrase) {
    return phrase.isEmpty()
        ? phrase
        : phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
  }

  /** Makes a sentence fit after a comma: a small first letter, except for "I". */
  static String small(String sentence) {
    return sentence.startsWith("I ")
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  /** Counts the words between spaces. */
  static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = !Character.isWhitespace(text.charAt(i));
      words += letter && !inside ? 1 : 0;
      inside = letter;
    }
    return words;
  }

  /**
   * Splits a text after every full stop followed by a space or the end; a rest without one is kept.
   */
  static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean last = i + 1 == text.length();
      if (last || (isStop(text.charAt(i)) && Character.isWhitespace(text.charAt(i + 1)))) {
        String sentence = text.substring(start, i + 1).strip();
        if (!sentence.isEmpty()) {
          sentences.add(sentence);
        }
        start = i + 1;
      }
    }
    return sentences;
  }

  private static boolean isStop(char c) {
    return c == '.' || c == '!' || c == '?';
  }
}
