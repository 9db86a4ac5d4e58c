package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.attune.engine.PyTorch;

/**
 * The keys and values of a batch of left-padded sequences that are being continued.
 *
 * <p>Memory for the longest possible result is allocated once, so that a step allocates nothing
 * lasting.
 */
public final class KeyValueCache implements AutoCloseable {
  /** What is added to scores that attention must not see. */
  static final float BLOCKED = -1e9f;

  private final NDManager manager;
  private final List<NDArray> keys = new ArrayList<>();
  private final List<NDArray> values = new ArrayList<>();
  private NDArray padding; // (batch, 1)
  private NDArray blocked; // (batch, 1, 1, 1, room), -1e9 on padding
  private final int last;
  private final int room;
  private Optional<List<NDArray>> joined = Optional.empty();
  private Optional<NDArray> head = Optional.empty();
  private Optional<NDArray> hidden = Optional.empty();
  private int length;

  /**
   * Allocates the cache.
   *
   * @param padding how many of each sequence's first positions are padding
   * @param room capacity in positions, padding included
   */
  KeyValueCache(LlamaConfig config, Device device, int[] padding, int room) {
    this.manager = PyTorch.manager(device);
    this.last = config.context() - 1;
    this.room = room;
    Shape shape = new Shape(padding.length, config.keyValueHeads(), room, config.headWidth());
    for (int layer = 0; layer < config.layers(); layer++) {
      boolean convolves = config.architecture().convolves(layer);
      keys.add(manager.zeros(convolves ? before(config, padding.length) : shape));
      values.add(manager.zeros(convolves ? new Shape(padding.length, 1, 1, 1) : shape));
    }
    long[] pads = new long[padding.length];
    float[] mask = new float[padding.length * room];
    for (int row = 0; row < padding.length; row++) {
      pads[row] = padding[row];
      Arrays.fill(mask, row * room, row * room + padding[row], BLOCKED);
    }
    this.padding = manager.create(pads, new Shape(padding.length, 1));
    this.blocked = manager.create(mask, new Shape(padding.length, 1, 1, 1, room));
  }

  /** Returns the shape of what a convolution reads of the last tokens; nothing fills with time. */
  private static Shape before(LlamaConfig config, int rows) {
    int tokens = config.architecture().convolution().orElseThrow().before();
    return new Shape(rows, tokens, 1, config.width());
  }

  /** Returns how many positions are filled, padding included. */
  public int length() {
    return length;
  }

  /** Returns the number of sequences. */
  int rows() {
    return (int) padding.getShape().get(0);
  }

  /** Returns the capacity in positions, padding included. */
  int room() {
    return room;
  }

  /** Keeps only the sequences at the given places of the batch, which become the new batch. */
  public void keep(int[] places) {
    long[] wide = Arrays.stream(places).asLongStream().toArray();
    try (PyTorch.Scope scope = PyTorch.scope()) {
      NDArray index = manager.create(wide);
      keys.replaceAll(store -> picked(scope, store, index));
      values.replaceAll(store -> picked(scope, store, index));
      padding = picked(scope, padding, index);
      blocked = picked(scope, blocked, index);
    }
  }

  /** Keeps the first sequences, whose keys and values are already in front. */
  void shrink(int[] places) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      NDArray index = manager.create(Arrays.stream(places).asLongStream().toArray());
      keys.replaceAll(store -> front(scope, store, places.length));
      values.replaceAll(store -> front(scope, store, places.length));
      padding = picked(scope, padding, index);
      blocked = picked(scope, blocked, index);
    }
  }

  /** A part of an array shares its memory and outlives it. */
  private static NDArray front(PyTorch.Scope scope, NDArray store, int rows) {
    try (store) {
      return scope.keep(store.get(new NDIndex().addSliceDim(0, rows)));
    }
  }

  private static NDArray picked(PyTorch.Scope scope, NDArray array, NDArray index) {
    try (array) {
      return scope.keep(array.get(index));
    }
  }

  /**
   * Returns the weights in the form used for reading single tokens, made on first use; weights must
   * not change while sequences are continued.
   */
  List<NDArray> joined(Supplier<List<NDArray>> make) {
    if (joined.isEmpty()) {
      joined = Optional.of(make.get().stream().map(this::owned).toList());
    }
    return joined.get();
  }

  /** Returns the output matrix in the same form, made on first use. */
  NDArray head(Supplier<NDArray> make) {
    if (head.isEmpty()) {
      head = Optional.of(owned(make.get()));
    }
    return head.get();
  }

  /** Stores the last hidden states, from which the next tokens are drawn // (batch, width). */
  void hidden(NDArray states) {
    hidden.ifPresent(NDArray::close);
    hidden = Optional.of(owned(states));
  }

  /** Returns the last hidden states. */
  NDArray hidden() {
    return hidden.orElseThrow();
  }

  private NDArray owned(NDArray array) {
    NDArray mine = PyTorch.kept(array);
    mine.attach(manager);
    return mine;
  }

  /** Returns how many of each sequence's first positions are padding // (batch, 1). */
  NDArray padding() {
    return padding;
  }

  /** Returns the mask of what must not be attended to // (batch, 1, 1, 1, room). */
  NDArray blocked() {
    return blocked;
  }

  /** Returns the manager of everything stored. */
  NDManager manager() {
    return manager;
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

  /**
   * Returns the tokens that a convolution's new ones read, followed by these, and stores the last
   * of them; padding counts as zero // (batch, before + time, width).
   */
  NDArray before(int layer, NDArray fresh) {
    NDArray store = keys.get(layer);
    long time = fresh.getShape().get(1);
    NDArray columns = manager.arange(length, (int) (length + time), 1, DataType.INT64);
    NDArray there = columns.reshape(1, time).gte(padding).toType(DataType.FLOAT32, false);
    NDArray all = store.squeeze(2).concat(fresh.mul(there.expandDims(2)), 1);
    long end = all.getShape().get(1);
    long kept = store.getShape().get(1);
    NDArray last = all.get(new NDIndex().addAllDim().addSliceDim(end - kept, end));
    store.set(new NDIndex().addAllDim().addSliceDim(0, kept), last.expandDims(2));
    return all;
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
   * <p>An ended sequence stays in the batch, possibly beyond the context's end; its position then
   * stays constant, and its output is ignored.
   */
  NDArray positions(int time) {
    NDArray columns = manager.arange(length, length + time, 1, DataType.INT64).reshape(1, time);
    return columns.sub(padding).maximum(0).minimum(last);
  }

  /**
   * Returns the mask of what the next tokens must not attend to // (batch, 1, 1, time, positions).
   */
  NDArray mask(int time) {
    int end = length + time;
    NDArray seen = blocked.get(new NDIndex().addAllDim(4).addSliceDim(0, end));
    if (time == 1) {
      return seen;
    }
    NDArray rows = manager.arange(length, end, 1, DataType.INT64).reshape(time, 1);
    NDArray future = manager.arange(0, end, 1, DataType.INT64).reshape(1, end).gt(rows);
    return seen.add(future.toType(DataType.FLOAT32, false).mul(BLOCKED));
  }

  @Override
  public void close() {
    manager.close();
  }
}
