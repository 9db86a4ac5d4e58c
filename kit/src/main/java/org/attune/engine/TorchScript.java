package org.attune.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Native code written as text: a module of TorchScript methods without weights, see {@link
 * CompiledScript}, that is called with arrays.
 *
 * <p>One call runs many operations without returning to Java between them.
 */
public final class TorchScript {
  private final CompiledScript compiled;
  private final Object lock;

  private TorchScript(CompiledScript compiled, Object lock) {
    this.compiled = compiled;
    this.lock = lock;
  }

  /** Loads the methods in resources beside a class onto the manager's device. */
  public static TorchScript load(NDManager manager, Class<?> beside, String... resources) {
    return load(manager, beside, List.of(resources), new ScriptTemplate(Map.of(), Set.of()));
  }

  /** Loads the methods in several resources, filled in by a template. */
  public static TorchScript load(
      NDManager manager, Class<?> beside, List<String> resources, ScriptTemplate template) {
    String methods = template.text(beside, resources);
    // All scripts over the same weights share the lock.
    return new TorchScript(CompiledScript.of(manager.getDevice(), methods), manager);
  }

  /** Calls a method with gradients recorded if the caller records them. */
  public NDList recorded(String method, Inputs inputs) {
    return PyTorch.isRecording() ? named(method, inputs) : inference(method, inputs);
  }

  /**
   * Calls a method without gradients and outside of inference mode: arrays made in that mode cannot
   * take part in a gradient later.
   */
  public NDList detached(String method, Inputs inputs) {
    return PyTorch.unrecorded(() -> named(method, inputs));
  }

  /** Calls a method without gradients; it may change arrays in place. */
  public NDList inference(String method, Inputs inputs) {
    try (IValue result = result(method, inputs)) {
      return result.toNDList(inputs.manager());
    }
  }

  /** Calls a method without gradients for what it changes in place; its result is not read. */
  public void run(String method, Inputs inputs) {
    result(method, inputs).close();
  }

  /**
   * Calls a method whose result is no array and stays in native memory.
   *
   * @param bytes the size of the result
   */
  public HeldValue held(String method, Inputs inputs, long bytes) {
    return new HeldValue(inputs.manager().getDevice(), bytes, () -> result(method, inputs));
  }

  private IValue result(String method, Inputs inputs) {
    List<IValue> made = new ArrayList<>();
    List<IValue> values = new ArrayList<>();
    try {
      for (Input input : inputs.all) {
        IValue value = input.held().map(HeldValue::value).orElseGet(input::value);
        values.add(value);
        if (input.held().isEmpty()) {
          made.add(value);
        }
      }
      return IValueUtils.runMethod(compiled.block(), method, values.toArray(IValue[]::new));
    } finally {
      made.forEach(IValue::close);
      // Otherwise the cleaner may free what is being read.
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(compiled);
    }
  }

  /**
   * Calls a method by the arrays' names, the only kind of call that records gradients. Names belong
   * to the arrays, and other threads may be reading the same weights, so only one call at a time
   * may set them.
   */
  private NDList named(String method, Inputs inputs) {
    NDList all = new NDList();
    NDArray selector = inputs.manager().create(0f);
    selector.setName("module_method:" + method);
    synchronized (lock) {
      for (Input input : inputs.all) {
        String name = input.list().isEmpty() ? null : input.list() + "[]";
        input.arrays().forEach(array -> array.setName(name));
        all.addAll(input.arrays());
      }
      all.add(selector);
      try {
        return IValueUtils.forward(compiled.block(), all, true);
      } finally {
        // Names mark list arguments for the duration of one call; an array may be a single argument
        // next.
        all.forEach(array -> array.setName(null));
        Reference.reachabilityFence(compiled);
      }
    }
  }

  /** The arguments of a method, in order: arrays, and lists of arrays. */
  public static final class Inputs {
    private final List<Input> all = new ArrayList<>();

    /** Starts with single arrays; the results belong to the manager of the very first array. */
    public Inputs(NDArray... arrays) {
      for (NDArray array : arrays) {
        one(array);
      }
    }

    /** Adds arrays as one argument of type List[Tensor]. */
    public Inputs list(String name, List<NDArray> arrays) {
      all.add(new Input(name, arrays, Optional.empty()));
      return this;
    }

    /** Adds the result of an earlier call as one argument; {@link #inference} alone takes it. */
    public Inputs held(HeldValue value) {
      all.add(new Input("", List.of(), Optional.of(value)));
      return this;
    }

    /** Adds one more single array. */
    public Inputs one(NDArray array) {
      all.add(new Input("", List.of(array), Optional.empty()));
      return this;
    }

    private PtNDManager manager() {
      return (PtNDManager) all.get(0).arrays().get(0).getManager();
    }
  }

  private record Input(String list, List<NDArray> arrays, Optional<HeldValue> held) {
    IValue value() {
      PtNDArray[] pointers = arrays.toArray(PtNDArray[]::new);
      return list.isEmpty() ? IValue.from(pointers[0]) : IValue.listFrom(pointers);
    }
  }
}
