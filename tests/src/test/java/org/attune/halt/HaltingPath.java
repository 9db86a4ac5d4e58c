package org.attune.halt;

import java.io.File;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A path of the platform that belongs to another file system. */
final class HaltingPath implements InvocationHandler {
  private final Path real;
  private final FileSystem system;

  private HaltingPath(Path real, FileSystem system) {
    this.real = real;
    this.system = system;
  }

  static Path of(Path real, FileSystem system) {
    return (Path)
        Proxy.newProxyInstance(
            HaltingPath.class.getClassLoader(),
            new Class<?>[] {Path.class},
            new HaltingPath(real, system));
  }

  /** Returns the platform's path. */
  static Path real(Path path) {
    return Proxy.isProxyClass(path.getClass())
            && Proxy.getInvocationHandler(path) instanceof HaltingPath halting
        ? halting.real
        : path;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "getFileSystem" -> system;
      case "toFile" -> {
        HaltPoint.before("stream", real.toAbsolutePath().toString());
        yield new File(real.toString());
      }
      case "equals" -> arguments[0] instanceof Path path && real.equals(real(path));
      case "iterator" -> names();
      default -> own(call(method, arguments));
    };
  }

  private Iterator<Path> names() {
    List<Path> names = new ArrayList<>();
    real.forEach(name -> names.add(of(name, system)));
    return names.iterator();
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    Object[] plain = arguments == null ? new Object[0] : arguments.clone();
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] instanceof Path path) {
        plain[i] = real(path);
      }
    }
    try {
      return method.invoke(real, plain);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object own(Object result) {
    return result instanceof Path path ? of(path, system) : result;
  }
}
