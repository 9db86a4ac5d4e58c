package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.util.InvalidInputException;

/**
 * Named weights on one device, in a fixed order; 32-bit floats that may require gradients.
 *
 * <p>The native memory is freed when the object becomes unreachable, so nobody has to close it.
 */
public final class Weights {
  private static final Cleaner CLEANER = Cleaner.create();

  private final NDManager manager;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  private Weights(Device device) {
    this.manager = PyTorch.manager(device);
    NDManager toClose = manager;
    CLEANER.register(this, toClose::close);
  }

  /**
   * Copies heap tensors to a device.
   *
   * <p>The arrays themselves stay nameless: a name with a dot in it makes the engine pass an array
   * to a script as a dictionary.
   */
  public static Weights of(Map<String, SafeTensors.Tensor> tensors, Device device) {
    Weights weights = new Weights(device);
    tensors.forEach(
        (name, tensor) ->
            weights.arrays.put(
                name, weights.manager.create(tensor.values(), new Shape(tensor.shape()))));
    return weights;
  }

  /** Copies tensors to a device one by one, as they are read. */
  static Weights load(
      Map<String, Shape> shapes, Function<String, SafeTensors.Tensor> read, Device device) {
    Weights weights = new Weights(device);
    shapes.forEach(
        (name, shape) ->
            weights.arrays.put(name, weights.manager.create(read.apply(name).values(), shape)));
    return weights;
  }

  /**
   * Draws normal weights with the given standard deviation; vectors (the norms' gains) start at
   * one.
   */
  public static Weights random(
      Map<String, Shape> shapes, double deviation, long seed, Device device) {
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    shapes.forEach(
        (name, shape) -> {
          float[] values = new float[(int) shape.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = shape.dimension() == 1 ? 1f : (float) (deviation * random.nextGaussian());
          }
          tensors.put(name, new SafeTensors.Tensor(shape.getShape(), values));
        });
    return of(tensors, device);
  }

  /** Returns an independent copy on a device. */
  public Weights copy(Device device) {
    return of(tensors(), device);
  }

  /** Returns these weights and one more, which starts at the given values. */
  public Weights with(String name, SafeTensors.Tensor tensor) {
    Map<String, SafeTensors.Tensor> tensors = tensors();
    tensors.put(name, tensor);
    return of(tensors, manager.getDevice());
  }

  /** Returns zeros of the same names and shapes, as the optimiser's moments start. */
  public Weights zeros() {
    Weights zeros = new Weights(device());
    arrays.forEach(
        (name, array) -> zeros.arrays.put(name, zeros.manager.zeros(array.getShape(), type())));
    return zeros;
  }

  /** Copies all weights to the heap. */
  public Map<String, SafeTensors.Tensor> tensors() {
    Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
    try (PyTorch.Scope scope = PyTorch.scope()) {
      arrays.forEach(
          (name, array) ->
              tensors.put(
                  name, new SafeTensors.Tensor(array.getShape().getShape(), array.toFloatArray())));
    }
    return tensors;
  }

  /**
   * Returns the same weights in the same memory, of which gradients are recorded apart: two threads
   * may differentiate by them at once.
   */
  public Weights replica() {
    Weights replica = new Weights(device());
    arrays.forEach(
        (name, array) -> {
          NDArray same = PyTorch.kept(array.stopGradient());
          same.attach(replica.manager);
          replica.arrays.put(name, same);
        });
    return replica;
  }

  /** Overwrites all weights in place, as resuming does. */
  public void set(Map<String, SafeTensors.Tensor> tensors) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      List<NDArray> values = new ArrayList<>();
      arrays.forEach(
          (name, array) -> {
            SafeTensors.Tensor tensor = tensors.get(name);
            InvalidInputException.unless(
                tensor != null && tensor.values().length == array.size(),
                "The weights '%s' are missing or of another size.",
                name);
            values.add(manager.create(tensor.values(), array.getShape()));
          });
      // DJL's own set(…) makes PyTorch print a warning.
      TorchScript script = TorchScript.load(manager, Weights.class, "weights.torchscript");
      TorchScript.Inputs all = new TorchScript.Inputs(values.get(0));
      all.list("P", List.copyOf(arrays.values())).list("S", values);
      script.inference("write", all);
    }
  }

  /** Returns the array of a name. */
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("No weights called '" + name + "'.");
    }
    return array;
  }

  /** Returns whether there are weights of that name. */
  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /** Visits all weights in order. */
  public void forEach(BiConsumer<String, NDArray> visitor) {
    arrays.forEach(visitor);
  }

  /** Returns the arrays in order. */
  public List<NDArray> arrays() {
    return List.copyOf(arrays.values());
  }

  /** Returns the manager that owns the weights and whatever should live as long. */
  public NDManager manager() {
    return manager;
  }

  /** Returns the device the weights are on. */
  public Device device() {
    return manager.getDevice();
  }

  /** Makes gradients be recorded for these weights, or no longer. */
  public Weights requireGradients(boolean required) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      arrays.values().forEach(array -> array.setRequiresGradient(required));
    }
    return this;
  }

  /** Returns the type all weights have. */
  static DataType type() {
    return DataType.FLOAT32;
  }
}
