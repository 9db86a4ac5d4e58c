package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.function.ToIntFunction;

/**
 * Texts one after the other in a single row, without padding between them; texts that begin with
 * the same prompt contain it once.
 *
 * <p>A trunk is a prompt that several texts share, or a whole text that shares none. A branch is
 * the rest of a text behind its trunk: it attends to the trunk and to itself, at the positions that
 * it has in the text, so every token sees what it sees when its text is read alone.
 */
public final class PackedTexts {
  private final List<TokenizedExample> texts;
  private final int dropped;
  private final List<Piece> trunks = new ArrayList<>();
  private final List<Piece> branches = new ArrayList<>();
  private final int[] trunkOf;
  private final int[] branchOf; // -1 for a text that is its own trunk
  private int tokens;

  /**
   * Consecutive tokens of the row.
   *
   * @param start the place of the first in the row
   * @param first the position of the first in its text
   * @param trunk the index of the trunk that it continues, or its own
   * @param branch the index among branches, or -1 for a trunk
   * @param text the index of a text that contains it
   */
  private record Piece(int[] ids, int start, int first, int trunk, int branch, int text) {}

  /**
   * Lays out texts.
   *
   * @param dropped how many tokens of each response's end are not inputs
   * @param shares whether the prompts of several texts are contained once
   */
  PackedTexts(List<TokenizedExample> texts, int dropped, boolean shares) {
    this.texts = List.copyOf(texts);
    this.dropped = dropped;
    this.trunkOf = new int[texts.size()];
    this.branchOf = new int[texts.size()];
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int text = 0; text < texts.size(); text++) {
      Object key = shares ? IntBuffer.wrap(texts.get(text).prompt()) : text;
      groups.computeIfAbsent(key, prompt -> new ArrayList<>()).add(text);
    }
    groups.values().forEach(this::place);
  }

  private void place(List<Integer> group) {
    int trunk = trunks.size();
    if (group.size() == 1) {
      int text = group.get(0);
      trunks.add(piece(inputs(text), 0, trunk, -1, text));
      trunkOf[text] = trunk;
      branchOf[text] = -1;
      return;
    }
    int[] prompt = texts.get(group.get(0)).prompt();
    trunks.add(piece(prompt, 0, trunk, -1, group.get(0)));
    for (int text : group) {
      int[] all = inputs(text);
      trunkOf[text] = trunk;
      branchOf[text] = branches.size();
      int from = Math.min(prompt.length, all.length);
      int[] own = Arrays.copyOfRange(all, from, all.length);
      branches.add(piece(own, prompt.length, trunk, branches.size(), text));
    }
  }

  private Piece piece(int[] ids, int first, int trunk, int branch, int text) {
    Piece piece = new Piece(ids, tokens, first, trunk, branch, text);
    tokens += ids.length;
    return piece;
  }

  private int[] inputs(int text) {
    return texts.get(text).inputs(dropped);
  }

  /** Returns the number of tokens in the row. */
  public int tokens() {
    return tokens;
  }

  /** Returns whether several texts share a prompt. */
  public boolean hasBranches() {
    return !branches.isEmpty();
  }

  /** Returns how much is read. */
  TextShape shape() {
    long time = width(trunks);
    long own = width(branches);
    long seen = shared() + own;
    long apart = trunks.size() * time;
    return new TextShape(
        total(),
        apart + branches.size() * own,
        apart + branches.size() * seen,
        apart * time + branches.size() * own * seen,
        branches.isEmpty() ? time : Math.max(time, seen),
        tokens,
        true);
  }

  /** Returns the same texts, each whole. */
  PaddedTexts apart() {
    return new PaddedTexts(texts, dropped);
  }

  /** Returns where each token of the row is among the same texts {@link #apart} // (total). */
  NDArray placesApart(NDManager manager) {
    PaddedTexts padded = apart();
    return row(manager, (piece, i) -> padded.place(piece.text(), piece.first() + i), 0).reshape(-1);
  }

  /** Returns the place of a text's token in the row. */
  int place(int text, int token) {
    Piece trunk = trunks.get(trunkOf[text]);
    return token < trunk.ids().length
        ? trunk.start() + token
        : branches.get(branchOf[text]).start() + token - trunk.ids().length;
  }

  /** Returns the length of the row, rounded up // total. */
  int total() {
    // Each new shape costs the engine a compilation, so long rows come in coarser lengths.
    int step = Math.max(PaddedTexts.SIZE_STEP, Integer.highestOneBit(tokens) / 32);
    return (tokens + step - 1) / step * step;
  }

  /** Returns the token ids; zero behind the last token // (1, total). */
  NDArray ids(NDManager manager) {
    return row(manager, (piece, i) -> piece.ids()[i], 0);
  }

  /** Returns each token's position in its text // (1, total). */
  NDArray positions(NDManager manager) {
    return row(manager, (piece, i) -> piece.first() + i, 0);
  }

  /** Returns the index of each token's trunk; -1 behind the last token // (1, total). */
  NDArray owners(NDManager manager) {
    return row(manager, (piece, i) -> piece.trunk(), -1);
  }

  /** Returns the index of each token's branch, -1 in a trunk // (1, total). */
  NDArray limbs(NDManager manager) {
    return row(manager, (piece, i) -> piece.branch(), -1);
  }

  /** Returns a number greater than all positions. */
  int end() {
    return texts.stream().mapToInt(TokenizedExample::length).max().orElse(1) + 1;
  }

  private interface OfToken {
    int of(Piece piece, int token);
  }

  private NDArray row(NDManager manager, OfToken number, int otherwise) {
    long[] row = new long[total()];
    Arrays.fill(row, otherwise);
    for (List<Piece> pieces : List.of(trunks, branches)) {
      for (Piece piece : pieces) {
        for (int i = 0; i < piece.ids().length; i++) {
          row[piece.start() + i] = number.of(piece, i);
        }
      }
    }
    return manager.create(row, new Shape(1, row.length));
  }

  /** Returns the places of the trunks' tokens, padded on the right // (trunks, time). */
  NDArray trunks(NDManager manager) {
    return places(manager, trunks, width(trunks), (piece, i) -> trunks.get(piece).start() + i);
  }

  /** Returns the places of the branches' tokens, padded on the right // (branches, time). */
  NDArray branches(NDManager manager) {
    return places(manager, branches, width(branches), (n, i) -> branches.get(n).start() + i);
  }

  /**
   * Returns the places of what branches attend to: their trunk, padded on the right, and themselves
   * // (branches, shared + time).
   */
  NDArray seen(NDManager manager) {
    int shared = shared();
    return places(
        manager,
        branches,
        shared + width(branches),
        (n, i) -> {
          Piece own = branches.get(n);
          Piece trunk = trunks.get(own.trunk());
          return i < shared
              ? trunk.start() + Math.min(i, trunk.ids().length - 1)
              : own.start() + i - shared;
        });
  }

  /** Returns the length of each branch's trunk // (branches). */
  NDArray lengths(NDManager manager) {
    return manager.create(branches.stream().mapToLong(Piece::first).toArray());
  }

  /**
   * Returns where each token of the row is among the padded trunks, followed by the padded branches
   * // (total).
   */
  NDArray padded(NDManager manager) {
    long[] places = new long[total()];
    int next = fill(places, trunks, 0);
    fill(places, branches, next);
    return manager.create(places);
  }

  private int fill(long[] places, List<Piece> pieces, int from) {
    int width = width(pieces);
    for (int n = 0; n < pieces.size(); n++) {
      for (int i = 0; i < pieces.get(n).ids().length; i++) {
        places[pieces.get(n).start() + i] = from + (long) n * width + i;
      }
    }
    return from + pieces.size() * width;
  }

  /** Places behind a piece's end, whose values are never used, are within the row. */
  private NDArray places(
      NDManager manager, List<Piece> pieces, int width, IntBinaryOperator place) {
    long[] places = new long[pieces.size() * width];
    for (int n = 0; n < pieces.size(); n++) {
      for (int i = 0; i < width; i++) {
        places[n * width + i] = Math.min(place.applyAsInt(n, i), tokens - 1);
      }
    }
    return manager.create(places, new Shape(pieces.size(), width));
  }

  private int shared() {
    return rounded(branches, branch -> trunks.get(branch.trunk()).ids().length);
  }

  private static int width(List<Piece> pieces) {
    return rounded(pieces, piece -> piece.ids().length);
  }

  private static int rounded(List<Piece> pieces, ToIntFunction<Piece> length) {
    return PaddedTexts.rounded(pieces.stream().mapToInt(length).max().orElse(1));
  }
}
