package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys and values of left-padded sequences that are being continued together.
 *
 * <p>Room for the longest possible result is taken once, so that a step allocates nothing lasting.
 */
public final class KeyValueCache implements AutoCloseable {
  private final NDManager manager;
  private final List<NDArray> keys = new ArrayList<>();
  private final List<NDArray> values = new ArrayList<>();
  private final NDArray padding; // (batch, 1)
  private final NDArray blocked; // (batch, 1, 1, 1, room), -1e9 on padding
  private final int last;
  private int length;

  /**
   * Makes room.
   *
   * @param padding how many of each sequence's first positions are padding
   * @param room longest sequence, padding included
   */
  public KeyValueCache(Decoder decoder, int[] padding, int room) {
    LlamaConfig config = decoder.config();
    this.manager = Native.manager(decoder.weights().device());
    this.last = config.context() - 1;
    Shape shape = new Shape(padding.length, config.keyValueHeads(), room, config.headWidth());
    for (int layer = 0; layer < config.layers(); layer++) {
      keys.add(manager.zeros(shape));
      values.add(manager.zeros(shape));
    }
    long[] pads = new long[padding.length];
    float[] mask = new float[padding.length * room];
    for (int row = 0; row < padding.length; row++) {
      pads[row] = padding[row];
      java.util.Arrays.fill(mask, row * room, row * room + padding[row], LlamaDecoder.BLOCKED);
    }
    this.padding = manager.create(pads, new Shape(padding.length, 1));
    this.blocked = manager.create(mask, new Shape(padding.length, 1, 1, 1, room));
  }

  /** Returns how many positions are filled, padding included. */
  public int length() {
    return length;
  }

  /** Returns the stores of all layers' keys // each (batch, kvHeads, room, headWidth). */
  List<NDArray> keys() {
    return keys;
  }

  /** Returns the stores of all layers' values. */
  List<NDArray> values() {
    return values;
  }

  /** Marks further positions as filled, once every layer has written them. */
  void advance(int positions) {
    length += positions;
  }

  /**
   * Stores new keys of a layer and returns all keys so far // (batch, kvHeads, positions,
   * headWidth).
   */
  NDArray keys(int layer, NDArray fresh) {
    return append(keys.get(layer), fresh);
  }

  /** Stores new values of a layer and returns all values so far. */
  NDArray values(int layer, NDArray fresh) {
    return append(values.get(layer), fresh);
  }

  private NDArray append(NDArray store, NDArray fresh) {
    long end = length + fresh.getShape().get(2);
    store.set(new NDIndex().addAllDim(2).addSliceDim(length, end), fresh);
    return store.get(new NDIndex().addAllDim(2).addSliceDim(0, end));
  }

  /**
   * Returns the positions of the next tokens, counted from each sequence's own start // (batch,
   * time).
   *
   * <p>A sequence that has ended is carried along with the others, past the context's end too;
   * there its position stays, and nobody reads what comes of it.
   */
  NDArray positions(int time) {
    NDArray columns = manager.arange(length, length + time, 1, DataType.INT64).reshape(1, time);
    return columns.sub(padding).maximum(0).minimum(last);
  }

  /** Returns what the next tokens must not attend to // (batch, 1, 1, time, positions). */
  NDArray mask(int time) {
    int end = length + time;
    NDArray seen = blocked.get(new NDIndex().addAllDim(4).addSliceDim(0, end));
    if (time == 1) {
      return seen;
    }
    NDArray rows = manager.arange(length, end, 1, DataType.INT64).reshape(time, 1);
    NDArray future = manager.arange(0, end, 1, DataType.INT64).reshape(1, end).gt(rows);
    return seen.add(future.toType(DataType.FLOAT32, false).mul(LlamaDecoder.BLOCKED));
  }

  @Override
  public void close() {
    manager.close();
  }
}
