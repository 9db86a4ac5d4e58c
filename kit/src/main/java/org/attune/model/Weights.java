package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.OwnedMemory;
import org.attune.engine.PyTorch;
import org.attune.util.InvalidInputException;

/**
 * Named weights on one device, in a fixed order; 32-bit floats that may require gradients, or, as
 * read from a folder in half precision, matrices of 16-bit floats that do not. Vectors and matrices
 * of one row always have 32 bits.
 *
 * <p>The native memory is freed by garbage collection once the object is unreachable; collections
 * are triggered in time, so closing is optional.
 */
public final class Weights {
  private final OwnedMemory memory;
  private final NDManager manager;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private WeightScript script;
  private DType held = DType.F32; // of matrices
  private final WeightGradients gradients = new WeightGradients(arrays, this::script);

  private Weights(Device device, long bytes) {
    this.memory = OwnedMemory.of(this, device, bytes);
    this.manager = memory.manager();
  }

  /** Frees the memory now; the weights must not be in use, and cannot be used afterwards. */
  public void close() {
    memory.free();
  }

  /** Returns whether {@link #close} was called. */
  public boolean areClosed() {
    return memory.isFreed();
  }

  private void requireOpen() {
    InvalidInputException.unless(
        !areClosed(), "These weights were closed; load or train the model again.");
  }

  /**
   * Copies heap tensors to a device.
   *
   * <p>The arrays themselves have no names: a name with a dot makes the engine pass an array to a
   * script as a dictionary.
   */
  public static Weights of(Map<String, HostTensor> tensors, Device device) {
    long count = tensors.values().stream().mapToLong(tensor -> tensor.values().length).sum();
    Weights weights = new Weights(device, Float.BYTES * count);
    tensors.forEach(
        (name, tensor) ->
            weights.arrays.put(
                name, weights.manager.create(tensor.values(), new Shape(tensor.shape()))));
    return weights;
  }

  /**
   * Reads weights from a file into native memory, without a copy on the heap.
   *
   * @param held the type of matrices in memory
   */
  public static Weights load(
      Map<String, Shape> shapes, WeightReader.Bytes bytes, DType held, Device device) {
    long size = shapes.values().stream().mapToLong(shape -> WeightReader.size(shape, held)).sum();
    Weights weights = new Weights(device, size);
    weights.held = held;
    WeightReader reader = new WeightReader(weights.manager, weights.script(), held);
    shapes.forEach((name, shape) -> weights.arrays.put(name, reader.read(name, shape, bytes)));
    return weights;
  }

  /** Returns the array of a name in 32 bits; one that is held in 16 is converted. */
  NDArray full(String name) {
    NDArray array = get(name);
    return isHalf(name) ? script().full(array) : array;
  }

  private boolean isHalf(String name) {
    return WeightReader.type(get(name).getShape(), held) != DType.F32;
  }

  /** Returns whether the weights of a name have a type that decoders read. */
  boolean isFloat(String name) {
    return isHalf(name) || get(name).getDataType() == DataType.FLOAT32;
  }

  /** Returns whether some matrices are held in 16 bits, so that the weights cannot be trained. */
  public boolean areHalves() {
    return held != DType.F32;
  }

  /** Returns the type in which matrices are held. */
  DType held() {
    return held;
  }

  /** Returns whether all matrices, whatever their number of rows, are held in 16 bits. */
  boolean areAllHalves() {
    return areHalves()
        && arrays.entrySet().stream()
            .allMatch(a -> a.getValue().getShape().dimension() < 2 || isHalf(a.getKey()));
  }

  /** Copies the values of a name to the heap. */
  public float[] values(String name) {
    return PyTorch.scoped(() -> full(name).toFloatArray());
  }

  /** Initialises weights at random, see {@link InitialWeights}. */
  public static Weights random(
      Map<String, Shape> shapes, double deviation, long seed, Device device) {
    return load(shapes, InitialWeights.random(shapes, deviation, seed), DType.F32, device);
  }

  /**
   * Returns an independent copy in 32 bits on a device, which can be trained; it is made without
   * using the heap.
   */
  public Weights copy(Device device) {
    requireOpen();
    Weights copy = new Weights(device, bytes());
    try (PyTorch.Scope scope = PyTorch.scope()) {
      arrays.forEach((name, array) -> copy.arrays.put(name, scope.keep(copied(name, array, copy))));
    }
    return copy;
  }

  private NDArray copied(String name, NDArray array, Weights copy) {
    if (isHalf(name)) {
      NDArray wide = copy.manager.create(array.getShape(), DataType.FLOAT32);
      script().write(List.of(wide), List.of(array));
      return wide;
    }
    // On the same device a move never copies, whatever is requested.
    NDArray same =
        copy.device().equals(array.getDevice())
            ? array.stopGradient().duplicate()
            : array.stopGradient().toDevice(copy.device(), true);
    same.attach(copy.manager);
    return same;
  }

  /** Returns a copy of these weights with one more, initialised to the given values. */
  public Weights with(String name, HostTensor tensor) {
    Weights more = copy(device());
    more.arrays.put(name, more.manager.create(tensor.values(), new Shape(tensor.shape())));
    return more;
  }

  /** Returns zeros of the same names and shapes, the initial moments of the optimiser. */
  public Weights zeros() {
    Weights zeros = new Weights(device(), bytes());
    forEach(
        (name, array) ->
            zeros.arrays.put(name, zeros.manager.zeros(array.getShape(), DataType.FLOAT32)));
    return zeros;
  }

  private long bytes() {
    return arrays().stream().mapToLong(array -> Float.BYTES * array.size()).sum();
  }

  /** Copies all weights to the heap. */
  public Map<String, HostTensor> tensors() {
    requireOpen();
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    try (PyTorch.Scope scope = PyTorch.scope()) {
      forEach(
          (name, array) ->
              tensors.put(
                  name, new HostTensor(array.getShape().getShape(), full(name).toFloatArray())));
    }
    return tensors;
  }

  /** Copies the array of a name to the heap. */
  public HostTensor tensor(String name) {
    return new HostTensor(get(name).getShape().getShape(), values(name));
  }

  /**
   * Returns a replica that shares the memory but records gradients separately: two threads may
   * differentiate at once.
   */
  public Weights replica() {
    Weights replica = new Weights(device(), 0);
    replica.held = held;
    forEach(
        (name, array) -> {
          NDArray same = PyTorch.kept(array.stopGradient());
          same.attach(replica.manager);
          replica.arrays.put(name, same);
        });
    return replica;
  }

  /** Overwrites all weights in place, for resuming. */
  public void set(Map<String, HostTensor> tensors) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      List<NDArray> values = new ArrayList<>();
      arrays.forEach(
          (name, array) -> {
            HostTensor tensor = tensors.get(name);
            InvalidInputException.unless(
                tensor != null && tensor.values().length == array.size(),
                "The weights '%s' are missing or have another size.",
                name);
            values.add(manager.create(tensor.values(), array.getShape()));
          });
      script().write(List.copyOf(arrays.values()), values);
    }
  }

  private synchronized WeightScript script() {
    if (script == null) {
      script = new WeightScript(manager);
    }
    return script;
  }

  /** Returns whether all weights, and their squares, are finite. */
  public boolean areFinite() {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      return script().areFinite(List.copyOf(arrays.values()));
    }
  }

  /** Returns the array of a name. */
  public NDArray get(String name) {
    requireOpen();
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("No weights called '" + name + "'.");
    }
    return array;
  }

  /** Returns whether there is an array of that name. */
  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /** Returns all names in order. */
  public List<String> names() {
    return List.copyOf(arrays.keySet());
  }

  /** Visits all weights in order. */
  public void forEach(BiConsumer<String, NDArray> visitor) {
    requireOpen();
    try {
      arrays.forEach(visitor);
    } finally {
      Reference.reachabilityFence(this); // Otherwise the cleaner may free what is being read.
    }
  }

  /** Returns the arrays in order. */
  public List<NDArray> arrays() {
    requireOpen();
    return List.copyOf(arrays.values());
  }

  /** Returns the manager that owns the weights and whatever shares their lifetime. */
  public NDManager manager() {
    requireOpen();
    return manager;
  }

  /** Returns the device the weights are on. */
  public Device device() {
    return manager.getDevice();
  }

  /** Returns the gradients, which exist once {@link #requireGradients} was called. */
  public WeightGradients gradients() {
    return gradients;
  }

  /** Turns recording of gradients for these weights on or off. */
  public Weights requireGradients(boolean required) {
    gradients.require(required);
    return this;
  }
}
