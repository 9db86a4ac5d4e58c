package org.attune.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.ParallelSplit;
import org.attune.engine.WorkerDevice;

/**
 * What the pieces of one job share, in the process that received it: models, notebook classes and
 * notebook variables.
 */
public final class SharedState implements Serializable {
  private static final long serialVersionUID = 1;

  /** Shared objects that a process keeps; a task holds its own ones as long as it runs. */
  private static final int MOST = 16;

  /** The shared objects of this process, so that a model is loaded once on each device. */
  private static final Map<Place, Object> HERE =
      new LinkedHashMap<>(MOST, 1, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Object> eldest) {
          return size() > MOST;
        }
      };

  /** The key of a shared object, and the device that it was loaded for. */
  private record Place(String key, Optional<String> device) {}

  /** The job whose pieces the current thread unpacks. */
  private static final ThreadLocal<SharedState> CURRENT = new ThreadLocal<>();

  private final Map<String, SharedBytes> shared;
  private final Map<String, byte[]> classes;
  private final byte[] variables;
  private final int parts = ParallelSplit.count();
  private transient ClassLoader loader;
  private transient Map<String, ? extends SharedPortable> sent;

  SharedState(Map<String, SharedBytes> shared, Map<String, byte[]> classes, byte[] variables) {
    this.shared = shared;
    this.classes = classes;
    this.variables = variables;
  }

  /** Unpacks a piece, which divides its work as the process that sent it would. */
  public ClusterTask<?> piece(byte[] bytes) {
    ClusterTask<?> piece = (ClusterTask<?>) read(bytes);
    return () -> ParallelSplit.with(parts, piece::run);
  }

  /**
   * Returns the bytes of a piece's result, which {@link SerializedTasks#result} reads. Shared
   * objects that came with the pieces go back as their keys.
   */
  public byte[] result(Object result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Back out = new Back(bytes)) {
      out.writeObject(result);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The result of a piece of work cannot be packed (" + e.getMessage() + ").", e);
    }
    return bytes.toByteArray();
  }

  /** Unpacks a result in the process that sent the shared objects. */
  static Object resultOf(byte[] bytes, Map<String, ? extends SharedPortable> sent) {
    SharedState own = new SharedState(Map.of(), Map.of(), new byte[0]);
    own.sent = Map.copyOf(sent);
    return own.read(bytes);
  }

  private Object read(byte[] bytes) {
    SharedState before = CURRENT.get();
    CURRENT.set(this);
    try (ObjectInputStream in = new In(new ByteArrayInputStream(bytes), loader())) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(
          "A piece of work cannot be unpacked here ("
              + e
              + "); the worker needs the same version of"
              + " the kit and the same Java.",
          e);
    } finally {
      CURRENT.set(before);
    }
  }

  /** Returns the loader of the notebook's classes, with their variables set. */
  private synchronized ClassLoader loader() {
    if (loader == null) {
      ClassLoader parent = parent();
      loader = classes.isEmpty() ? parent : new Snippets(classes, parent);
      try {
        if (!classes.isEmpty()) {
          setVariables();
        }
      } catch (RuntimeException | LinkageError e) {
        loader = null; // the next piece must not find variables that were never set
        throw e;
      }
    }
    return loader;
  }

  /**
   * Returns the loader of the current thread, which knows the jars that came with the tasks also
   * where the kit itself is installed on the worker; unless it knows another copy of the kit.
   */
  private static ClassLoader parent() {
    ClassLoader own = SharedState.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      boolean same =
          context != null && context.loadClass(SharedState.class.getName()) == SharedState.class;
      return same ? context : own;
    } catch (ClassNotFoundException another) {
      return own;
    }
  }

  @SuppressWarnings("unchecked")
  private void setVariables() {
    Map<String, Map<String, Object>> values = (Map<String, Map<String, Object>>) read(variables);
    values.forEach(
        (type, fields) ->
            fields.forEach(
                (name, value) -> {
                  try {
                    Field field = Class.forName(type, true, loader).getDeclaredField(name);
                    field.setAccessible(true);
                    field.set(null, value);
                  } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(
                        "The variable '" + name + "' of the notebook cannot be set here.", e);
                  }
                }));
  }

  private Object find(String key) {
    if (sent != null) {
      return sent.get(key);
    }
    Place place = new Place(key, WorkerDevice.name());
    synchronized (HERE) {
      Object here = HERE.get(place);
      if (here == null) {
        here = ((Portable.Parts) read(shared.get(key).bytes())).whole();
        HERE.put(place, here);
      }
      return here;
    }
  }

  /** Returns the key of a shared object that came with these pieces. */
  private Optional<String> keyOf(SharedPortable object) {
    synchronized (HERE) {
      return HERE.entrySet().stream()
          .filter(entry -> entry.getValue() == object)
          .map(entry -> entry.getKey().key())
          .filter(shared::containsKey)
          .findFirst();
    }
  }

  /** Stands for a shared object in a piece. */
  record Ticket(String key) implements Serializable {
    private Object readResolve() {
      return CURRENT.get().find(key);
    }
  }

  /** Loads the notebook's classes from their bytes. */
  private static final class Snippets extends ClassLoader {
    private final Map<String, byte[]> classes;

    Snippets(Map<String, byte[]> classes, ClassLoader parent) {
      super(parent);
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] code = classes.get(name);
      if (code == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, code, 0, code.length);
    }
  }

  /** A stream of a result. */
  private final class Back extends ObjectOutputStream {
    Back(OutputStream target) throws IOException {
      super(target);
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
      Optional<String> key = object instanceof SharedPortable big ? keyOf(big) : Optional.empty();
      return key.isPresent() ? new Ticket(key.get()) : Forms.of(object);
    }
  }

  private static final class In extends ObjectInputStream {
    private final ClassLoader loader;

    In(InputStream source, ClassLoader loader) throws IOException {
      super(source);
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException primitive) {
        return super.resolveClass(description);
      }
    }
  }
}
