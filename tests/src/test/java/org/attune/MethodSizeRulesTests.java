package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The length of methods")
final class MethodSizeRulesTests {
  private static final int MOST = 25;

  /** Longer methods, as {@code room.Class.method}, and their lines. */
  private final Map<String, String> lengths = new TreeMap<>();

  private int seen;

  @Test
  @DisplayName(
      "is at most 25 lines from signature to closing brace, but for a list that may shrink")
  void limit() throws IOException {
    read();
    assertTrue(seen > 4000, seen + " methods");
    assertEquals(
        List.of(),
        ReviewedList.read("long-methods.properties").differences(lengths),
        "split the method by idea; if it is shorter now, say so in long-methods.properties");
  }

  private void read() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize(); // Maven runs the tests in their module
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources(root)));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Measure(unit, positions).scan(unit, null);
      }
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("kit"))) {
      return files
          .filter(f -> f.toString().endsWith(".java") && f.toString().contains("src/main/java"))
          .collect(Collectors.toList());
    }
  }

  /** Measures methods with a body; a method counts what is written inside it, classes included. */
  private final class Measure extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Measure(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      long end = positions.getEndPosition(unit, method);
      if (method.getBody() != null && end >= 0) {
        seen++;
        int lines = (int) (line(end) - line(start(method)) + 1);
        if (lines > MOST) {
          lengths.merge(name(method), Integer.toString(lines), (a, b) -> a + ", " + b);
        }
      }
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }

    /** The first character after the annotations: Javadoc and annotations do not count. */
    private long start(MethodTree method) {
      long start = positions.getStartPosition(unit, method);
      for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
        start = Math.max(start, positions.getEndPosition(unit, annotation));
      }
      try {
        CharSequence text = unit.getSourceFile().getCharContent(true);
        while (Character.isWhitespace(text.charAt((int) start))) {
          start++;
        }
      } catch (IOException unread) {
        throw new IllegalStateException(unread);
      }
      return start;
    }

    private String name(MethodTree method) {
      String prefix = unit.getPackageName().toString().replaceFirst("^org\\.attune\\.?", "");
      String type = "";
      for (var path = getCurrentPath(); path != null; path = path.getParentPath()) {
        if (path.getLeaf() instanceof ClassTree enclosing && !enclosing.getSimpleName().isEmpty()) {
          type = enclosing.getSimpleName() + "." + type;
        }
      }
      String own = method.getName().contentEquals("<init>") ? "new" : method.getName().toString();
      return (prefix.isEmpty() ? "" : prefix + ".") + type + own;
    }
  }
}
