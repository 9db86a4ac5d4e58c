package org.attune.cluster;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

/**
 * The classes of a notebook or of JShell, which another process does not have on its class path.
 *
 * <p>JShell compiles each snippet to a class, whose loader hands out its bytes as a resource. A
 * variable of the notebook is a static field of such a class, so its value travels with the class.
 */
final class SnippetClasses {
  private static final ClassLoader KIT = SnippetClasses.class.getClassLoader();

  private final Map<String, Class<?>> found = new LinkedHashMap<>();
  private final Map<String, byte[]> bytes = new LinkedHashMap<>();

  /** Adds a class and the snippet classes that it uses, unless the kit's own loader knows it. */
  void add(Class<?> type) {
    Deque<Class<?>> open = new ArrayDeque<>(List.of(base(type)));
    while (!open.isEmpty()) {
      Class<?> next = open.pop();
      if (isSnippet(next) && !found.containsKey(next.getName())) {
        found.put(next.getName(), next);
        byte[] code = read(next);
        bytes.put(next.getName(), code);
        references(code).forEach(name -> find(name, next.getClassLoader(), open));
      }
    }
  }

  private static Class<?> base(Class<?> type) {
    return type.isArray() ? base(type.getComponentType()) : type;
  }

  private static boolean isSnippet(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && !type.isHidden()
        && !isParent(loader)
        && loader.getResource(file(type.getName())) != null
        && !isKnown(type.getName());
  }

  private static boolean isParent(ClassLoader loader) {
    for (ClassLoader one = KIT; one != null; one = one.getParent()) {
      if (one == loader) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKnown(String name) {
    return KIT.getResource(file(name)) != null || name.startsWith("java.");
  }

  private static String file(String name) {
    return name.replace('.', '/') + ".class";
  }

  private static byte[] read(Class<?> type) {
    try (InputStream in = type.getClassLoader().getResourceAsStream(file(type.getName()))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The class " + type.getName() + " cannot be read.", e);
    }
  }

  private static void find(String name, ClassLoader loader, Deque<Class<?>> open) {
    if (isKnown(name)) {
      return;
    }
    try {
      open.add(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError absent) {
      // A name in the constant pool that this snippet never loads.
    }
  }

  /** Returns the bytes of each class, by name. */
  Map<String, byte[]> bytes() {
    return bytes;
  }

  /** Returns the values of the variables, by class and field. */
  Map<String, Map<String, Object>> variables() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    for (Class<?> type : found.values()) {
      Map<String, Object> own = new LinkedHashMap<>();
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers) && !field.isSynthetic()) {
          own.put(field.getName(), value(field));
        }
      }
      if (!own.isEmpty()) {
        all.put(type.getName(), own);
      }
    }
    return all;
  }

  private static Object value(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new InvalidInputException(
          "The variable '" + field.getName() + "' of the notebook cannot be read.", e);
    }
  }

  /** Returns the class names in the constant pool of a class file (JVM specification, §4.4). */
  static List<String> references(byte[] code) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(code))) {
      in.readLong(); // Magic number and version.
      int count = in.readUnsignedShort();
      Map<Integer, String> texts = new LinkedHashMap<>();
      List<Integer> classes = new ArrayList<>();
      for (int i = 1; i < count; ) {
        i += readConstant(in, i, texts, classes);
      }
      return classes.stream()
          .map(texts::get)
          .filter(name -> !name.startsWith("["))
          .map(name -> name.replace('/', '.'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("A class of the notebook cannot be read.", e);
    }
  }

  /** Reads an entry of the pool of constants; returns how many places it takes. */
  private static int readConstant(
      DataInputStream in, int at, Map<Integer, String> texts, List<Integer> classes)
      throws IOException {
    int tag = in.readUnsignedByte();
    switch (tag) {
      case 1 -> texts.put(at, in.readUTF());
      case 7 -> classes.add(in.readUnsignedShort());
      case 8, 16, 19, 20 -> in.skipBytes(2);
      case 15 -> in.skipBytes(3);
      case 5, 6 -> in.skipBytes(8);
      default -> in.skipBytes(4);
    }
    return tag == 5 || tag == 6 ? 2 : 1; // a long or a double takes two
  }
}
