package org.attune.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.attune.util.InvalidInputException;

/**
 * The only access to the native engine: it starts the engine offline, opens memory scopes, and sets
 * PyTorch's per-thread modes.
 *
 * <p>Three facts make this class necessary. Native arrays are never garbage collected, so every
 * step runs inside one {@link #scope}. Gradient mode is per thread, and is on by default on all
 * threads except the one that loaded the engine. And a Java number multiplied into a differentiated
 * expression is freed before the backward pass reads it, so constants come from {@link #constant}.
 */
public final class PyTorch {
  private static final ThreadLocal<Boolean> RECORDING = ThreadLocal.withInitial(() -> false);

  private static final AtomicBoolean AHEAD = new AtomicBoolean();

  private static final ThreadLocal<List<Runnable>> AFTERWARDS =
      ThreadLocal.withInitial(ArrayList::new);

  private PyTorch() {}

  /** Starts the engine once, on first use, so that loading a class never does. */
  private static final class Holder {
    static final Supplier<Engine> ENGINE = start();

    /** Starts it; a failure is thrown at each use, whichever thread met it first. */
    private static Supplier<Engine> start() {
      try {
        configure();
        NativeAllocator.use(NativeAllocator::tune);
        ThreadWaitPolicy.spinBriefly();
        HugePages.request();
        Engine engine = Engine.getEngine("PyTorch");
        NativeDestructors.skip();
        return () -> engine;
      } catch (RuntimeException | LinkageError e) {
        return () -> {
          throw new ExceptionInInitializerError(e);
        };
      }
    }
  }

  /**
   * Starts the engine on another thread, so that a program can meanwhile read what it will compute
   * with. The process does not end before the start has.
   */
  public static void startAhead() {
    if (!AHEAD.compareAndSet(false, true)) {
      return;
    }
    Thread start = new Thread(() -> Objects.requireNonNull(Holder.ENGINE), "attune-engine");
    start.setDaemon(true);
    start.start();
    // Java's exit would run the destructors of a library that is being loaded.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(start), "attune-engine-end"));
  }

  private static void awaitEnd(Thread start) {
    try {
      start.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Keeps DJL off the network. The engine does so when it starts; code that uses another native
   * library of DJL before it, too.
   */
  public static void configure() {
    // Without this DJL queries the network for its cloud provider.
    System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  /** Returns the PyTorch engine. */
  public static Engine engine() {
    return Holder.ENGINE.get();
  }

  /** Returns how many native threads share one operation of the calling thread. */
  public static int threads() {
    engine();
    return JniUtils.getNumThreads();
  }

  /**
   * Returns the device to use: one that a cluster assigned, otherwise {@code ATTUNE_DEVICE} ({@code
   * cpu}, {@code gpu}, {@code gpu1}) if set, otherwise the first CUDA GPU the engine finds,
   * otherwise the CPU.
   */
  public static Device device() {
    String wish = WorkerDevice.name().orElse(System.getenv("ATTUNE_DEVICE"));
    if (wish == null || wish.isBlank()) {
      return engine().getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    }
    return device(wish);
  }

  /** Returns the device of that name: {@code cpu}, {@code gpu} or {@code gpu} and a number. */
  public static Device device(String name) {
    String plain =
        name.trim().toLowerCase(Locale.ROOT).replace("cuda:", "gpu").replace("cuda", "gpu");
    InvalidInputException.unless(
        plain.matches("cpu|gpu\\d{0,4}"),
        "Unknown device '%s'; use cpu, gpu, or gpu1 for the second card.",
        name);
    if (plain.equals("cpu")) {
      return Device.cpu();
    }
    int number = plain.length() > 3 ? Integer.parseInt(plain.substring(3)) : 0;
    InvalidInputException.unless(
        number < engine().getGpuCount(),
        "Device '%s' was asked for, but the engine sees %d GPUs; use cpu, or point"
            + " PYTORCH_LIBRARY_PATH at a CUDA build of PyTorch.",
        name,
        engine().getGpuCount());
    return Device.gpu(number);
  }

  /** Returns the name of a device, as {@link #device(String)} reads it: cpu, gpu0, gpu1. */
  public static String name(Device device) {
    return device.getDeviceType() + (device.isGpu() ? device.getDeviceId() : "");
  }

  /** Returns a new manager for arrays that live longer than one scope. */
  public static NDManager manager(Device device) {
    return engine().newBaseManager(device);
  }

  /** Seeds the engine's random numbers, used for weight initialisation only. */
  static void seed(int seed) {
    engine().setRandomSeed(seed);
  }

  /** Opens a scope that frees every array made on this thread until it closes. */
  public static Scope scope() {
    prepareThread();
    return new Scope(new NDScope());
  }

  /** An open memory scope; closing it frees the arrays made inside. */
  public static final class Scope implements AutoCloseable {
    private final NDScope scope;

    private Scope(NDScope scope) {
      this.scope = scope;
    }

    /** Keeps an array alive after the scope closes; its manager then owns it. */
    public NDArray keep(NDArray array) {
      NDScope.unregister(array);
      return array;
    }

    @Override
    public void close() {
      scope.close();
    }
  }

  /** Takes an array out of the open scope, so that its manager alone owns it. */
  public static NDArray kept(NDArray array) {
    NDScope.unregister(array);
    return array;
  }

  /** Runs a computation in its own scope and returns its (heap) result. */
  public static <T> T scoped(Supplier<T> computation) {
    try (Scope scope = scope()) {
      return computation.get();
    } catch (EngineException refused) {
      throw PyTorchException.of(refused);
    }
  }

  /**
   * Computes a loss with gradients recorded, adds its gradients to those of the weights, and
   * returns what {@code read} takes from the loss.
   *
   * <p>Threads may do this in parallel, each with its own weights.
   *
   * @param loss computes a scalar
   * @param read reads heap values from that scalar and anything the loss kept
   */
  public static <T> T backward(Supplier<NDArray> loss, Function<NDArray, T> read) {
    try (Scope scope = scope()) {
      // Not DJL's gradient collector, of which a process may have only one at a time.
      RECORDING.set(true);
      JniUtils.setGradMode(true);
      NDArray value = loss.get();
      backward(value);
      List<Runnable> further = AFTERWARDS.get();
      for (int i = further.size() - 1; i >= 0; i--) {
        try (NDScope each = new NDScope()) {
          further.get(i).run();
        }
      }
      return read.apply(value);
    } catch (EngineException refused) {
      throw PyTorchException.of(refused);
    } finally {
      RECORDING.remove();
      AFTERWARDS.remove();
      JniUtils.setGradMode(false);
    }
  }

  private static void backward(NDArray scalar) {
    JniUtils.backward((PtNDArray) scalar, (PtNDArray) scalar.onesLike(), false, false);
  }

  /**
   * Registers a further scalar to be differentiated after the loss and after all scalars that are
   * registered later; it may be computed from their gradients.
   */
  public static void afterwards(Supplier<NDArray> scalar) {
    AFTERWARDS.get().add(() -> backward(scalar.get()));
  }

  /**
   * Registers a backward pass that adds to gradients itself. It runs, without recording, after that
   * of the loss and after all that are registered later.
   */
  public static void backwards(Runnable pass) {
    AFTERWARDS
        .get()
        .add(
            () ->
                unrecorded(
                    () -> {
                      pass.run();
                      return null;
                    }));
  }

  /** Runs a computation without gradients, inside a loss or outside one. */
  public static <T> T unrecorded(Supplier<T> computation) {
    JniUtils.setGradMode(false);
    try {
      return computation.get();
    } finally {
      JniUtils.setGradMode(RECORDING.get());
    }
  }

  /** Returns whether this thread is computing a loss with gradients. */
  public static boolean isRecording() {
    return RECORDING.get();
  }

  /** Returns a scalar that PyTorch owns and that may stand in a differentiated expression. */
  public static NDArray constant(NDManager manager, double value) {
    return manager.full(new Shape(), (float) value);
  }

  /** Looks up rows of a table; the gradient, unlike that of indexing, is deterministic. */
  public static NDArray rows(NDArray ids, NDArray table) {
    return Embedding.embedding(ids, table, SparseFormat.DENSE).get(0);
  }

  /** Returns whole numbers in the type that looks up rows; no gradient flows to them. */
  public static NDArray indices(NDArray numbers) {
    return numbers.toType(DataType.INT64, false);
  }

  private static void prepareThread() {
    engine();
    if (!RECORDING.get()) {
      JniUtils.setGradMode(false);
      // The profiling executor breaks mixed precision from its second run on.
      JniUtils.setGraphExecutorOptimize(false);
    }
  }
}
