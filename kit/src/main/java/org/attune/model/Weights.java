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
  private final WeightForm form;
  private QuantisedBlocks blocks;
  private final WeightGradients gradients = new WeightGradients(arrays, this::script);

  private Weights(Device device, long bytes) {
    this(device, bytes, WeightForm.FULL);
  }

  /** Starts without arrays, of which so many bytes will be {@link #put}. */
  Weights(Device device, long bytes, WeightForm form) {
    this.form = form;
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
   * @param form their form in memory
   */
  public static Weights load(
      Map<String, Shape> shapes, WeightReader.Bytes bytes, WeightForm form, Device device) {
    long size =
        shapes.entrySet().stream().mapToLong(e -> form.bytes(e.getKey(), e.getValue())).sum();
    Weights weights = new Weights(device, size, form);
    WeightReader reader = new WeightReader(weights.manager, weights.script(), form);
    shapes.forEach((name, shape) -> weights.arrays.put(name, reader.read(name, shape, bytes)));
    return weights;
  }

  /** Returns the array of a name in 32 bits; one in another form is converted. */
  NDArray full(String name) {
    NDArray array = get(name);
    return WeightForm.isQuantised(array)
        ? blocks().full(array)
        : form.isHalf(array) ? script().full(array) : array;
  }

  /** Returns what reads and writes quantised matrices. */
  synchronized QuantisedBlocks blocks() {
    if (blocks == null) {
      blocks = new QuantisedBlocks(manager, form.quantisation().orElseThrow());
    }
    return blocks;
  }

  /** Returns whether some matrices are held in 16 bits, so that the weights cannot be trained. */
  public boolean areHalves() {
    return form.held() != DType.F32;
  }

  /** Returns the form in memory; only weights of 32 bits can be trained. */
  public WeightForm form() {
    return form;
  }

  /** Returns the bytes that the weights of a name take in memory. */
  public long bytes(String name) {
    return form.bytes(name, shape(name));
  }

  /** Returns the shape of the weights of a name, whatever the form they are held in. */
  public Shape shape(String name) {
    return form.shape(get(name));
  }

  /** Copies the values of a name to the heap. */
  public float[] values(String name) {
    return PyTorch.scoped(() -> full(name).toFloatArray());
  }

  /** Initialises weights at random, see {@link InitialWeights}. */
  public static Weights random(
      Map<String, Shape> shapes, double deviation, long seed, Device device) {
    return load(shapes, InitialWeights.random(shapes, deviation, seed), WeightForm.FULL, device);
  }

  /**
   * Returns an independent copy in 32 bits on a device, which can be trained; it is made without
   * using the heap.
   */
  public Weights copy(Device device) {
    return WeightCopies.wide(this, device);
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

  /** Returns the bytes of a copy in 32 bits. */
  long bytes() {
    return arrays().stream().mapToLong(a -> Float.BYTES * form.shape(a).size()).sum();
  }

  /** Copies all weights to the heap. */
  public Map<String, HostTensor> tensors() {
    requireOpen();
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    try (PyTorch.Scope scope = PyTorch.scope()) {
      forEach(
          (name, array) ->
              tensors.put(name, new HostTensor(shape(name).getShape(), full(name).toFloatArray())));
    }
    return tensors;
  }

  /** Copies the array of a name to the heap. */
  public HostTensor tensor(String name) {
    return new HostTensor(shape(name).getShape(), values(name));
  }

  /**
   * Returns a replica that shares the memory but records gradients separately: two threads may
   * differentiate at once.
   */
  public Weights replica() {
    Weights replica = new Weights(device(), 0, form);
    forEach((name, array) -> replica.put(name, PyTorch.kept(array.stopGradient())));
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

  /** Returns the operations on weights. */
  synchronized WeightScript script() {
    if (script == null) {
      script = new WeightScript(manager);
    }
    return script;
  }

  /** Adds an array that the caller's scope kept; it belongs to these weights from now on. */
  void put(String name, NDArray array) {
    array.attach(manager);
    arrays.put(name, array);
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
