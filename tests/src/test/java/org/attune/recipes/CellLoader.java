package org.attune.recipes;

import java.util.HashMap;
import java.util.Map;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;

/**
 * Loads what JShell compiles from cells into this process, with assertions on, as in the notebook:
 * a recipe's {@code assert} that is never evaluated could not fail.
 */
final class CellLoader implements LoaderDelegate {
  private final Cells cells = new Cells(CellLoader.class.getClassLoader());

  /** Finds the classes that were handed in. */
  private static final class Cells extends ClassLoader {
    private final Map<String, byte[]> code = new HashMap<>();

    Cells(ClassLoader parent) {
      super(parent);
      setDefaultAssertionStatus(true);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = code.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    classesRedefined(classes);
    boolean[] loaded = new boolean[classes.length];
    try {
      for (int i = 0; i < classes.length; i++) {
        cells.loadClass(classes[i].name());
        loaded[i] = true;
      }
    } catch (ClassNotFoundException e) {
      throw new ClassInstallException("A cell's class is missing: " + e.getMessage(), loaded);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    for (ClassBytecodes each : classes) {
      cells.code.put(each.name(), each.bytecodes());
    }
  }

  @Override
  public void addToClasspath(String path) throws NotImplementedException {
    throw new NotImplementedException("The class path of a recipe is that of the tests.");
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return cells.loadClass(name);
  }
}
