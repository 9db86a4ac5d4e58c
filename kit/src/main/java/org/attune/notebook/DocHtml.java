package org.attune.notebook;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.view.Html;

/** Renders Javadoc comments as HTML for a notebook's tooltip. */
final class DocHtml {
  private DocHtml() {}

  /** Returns the comment's text, its parameters, what it returns and throws. */
  static String of(DocCommentTree comment) {
    StringBuilder html = new StringBuilder("<p>").append(text(comment.getFullBody()));
    html.append("</p>");
    StringBuilder tags = new StringBuilder();
    for (DocTree tag : comment.getBlockTags()) {
      if (tag instanceof ParamTree parameter) {
        line(tags, parameter.getName().toString(), parameter.getDescription());
      } else if (tag instanceof ReturnTree returned) {
        line(tags, "returns", returned.getDescription());
      } else if (tag instanceof ThrowsTree thrown) {
        line(tags, "throws " + thrown.getExceptionName(), thrown.getDescription());
      }
    }
    return tags.isEmpty() ? html.toString() : html + "<dl>" + tags + "</dl>";
  }

  /** Returns the descriptions of a record's components, by name. */
  static Map<String, String> parameters(DocCommentTree comment) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (DocTree tag : comment.getBlockTags()) {
      if (tag instanceof ParamTree parameter) {
        parameters.put(parameter.getName().toString(), text(parameter.getDescription()));
      }
    }
    return parameters;
  }

  private static void line(StringBuilder html, String name, List<? extends DocTree> words) {
    html.append("<dt><code>").append(Html.escape(name)).append("</code></dt><dd>");
    html.append(text(words)).append("</dd>");
  }

  private static String text(List<? extends DocTree> parts) {
    StringBuilder html = new StringBuilder();
    for (DocTree part : parts) {
      if (part instanceof LiteralTree literal) {
        html.append("<code>").append(Html.escape(literal.getBody().getBody())).append("</code>");
      } else if (part instanceof LinkTree link) {
        String label = text(link.getLabel());
        String target = link.getReference().getSignature().replaceFirst("^#", "");
        html.append("<code>");
        html.append(label.isEmpty() ? Html.escape(target.replace('#', '.')) : label);
        html.append("</code>");
      } else if (part instanceof EntityTree entity) {
        html.append('&').append(entity.getName()).append(';');
      } else if (part.getKind() == DocTree.Kind.VALUE) {
        html.append("…");
      } else {
        html.append(part); // Text and HTML elements, as the comment has them.
      }
    }
    return html.toString();
  }

  /** Returns HTML as plain text. */
  static String plain(String html) {
    return html.replaceAll("\\s+", " ")
        .replaceAll("(?i)<(p|dt|tr|div|pre|h\\d)\\b[^>]*>", "\n")
        .replaceAll("(?i)<(dd|td|th)\\b[^>]*>", "  ")
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll("\n\\s*\n", "\n")
        .strip();
  }
}
