package org.attune.notebook;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The Javadoc of one source: that of its type, and that of its public methods.
 *
 * @param declaration the type's declaration, without its body
 * @param comment the type's comment
 * @param supertypes the simple names of the types that it extends and implements
 * @param methods the methods, in the order of the source
 */
record SourceDocs(
    String declaration,
    Optional<DocCommentTree> comment,
    List<String> supertypes,
    List<DocumentedMethod> methods) {
  /** A method's name, its signature on one line, and its comment. */
  record DocumentedMethod(String name, String signature, Optional<DocCommentTree> comment) {}

  /** Parses a source; empty if this Java has no compiler or the text is no type. */
  static Optional<SourceDocs> of(String name, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return Optional.empty();
    }
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, error -> {}, null, null, List.of(file(source)));
    DocTrees docs = DocTrees.instance(task);
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      for (Tree type : unit.getTypeDecls()) {
        if (type instanceof ClassTree tree && tree.getSimpleName().contentEquals(name)) {
          return Optional.of(read(docs, unit, tree));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceDocs read(DocTrees docs, CompilationUnitTree unit, ClassTree type) {
    TreePath path = TreePath.getPath(unit, type);
    List<DocumentedMethod> methods = new ArrayList<>();
    boolean open = type.getKind() == Tree.Kind.INTERFACE;
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method
          && (open || method.getModifiers().getFlags().contains(Modifier.PUBLIC))) {
        TreePath place = new TreePath(path, method);
        methods.add(
            new DocumentedMethod(
                method.getName().toString(),
                signature(method),
                Optional.ofNullable(docs.getDocCommentTree(place))));
      }
    }
    String kind = type.getKind().toString().toLowerCase(java.util.Locale.ROOT);
    return new SourceDocs(
        kind + " " + type.getSimpleName(),
        Optional.ofNullable(docs.getDocCommentTree(path)),
        supertypes(type),
        methods);
  }

  private static List<String> supertypes(ClassTree type) {
    List<String> supertypes = new ArrayList<>();
    if (type.getExtendsClause() != null) {
      supertypes.add(simple(type.getExtendsClause()));
    }
    type.getImplementsClause().forEach(clause -> supertypes.add(simple(clause)));
    return supertypes;
  }

  private static String simple(Tree clause) {
    return clause.toString().replaceAll("<.*", "").replaceAll(".*\\.", "");
  }

  private static String signature(MethodTree method) {
    List<String> parameters =
        method.getParameters().stream()
            .map(parameter -> parameter.getType() + " " + parameter.getName())
            .toList();
    String type = method.getReturnType() == null ? "" : method.getReturnType() + " ";
    return type + method.getName() + "(" + String.join(", ", parameters) + ")";
  }

  private static JavaFileObject file(String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return source;
      }
    };
  }

  /** Returns the methods of a name. */
  List<DocumentedMethod> named(String name) {
    return methods.stream().filter(method -> method.name().equals(name)).toList();
  }
}
