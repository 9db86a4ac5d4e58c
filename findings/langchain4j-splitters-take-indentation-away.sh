#!/bin/sh
# LangChain4j: DocumentSplitters.recursive takes the indentation away from lines of code, if a document has to be split.
#
# Version: dev.langchain4j:langchain4j 1.8.0.
# Seen: a Python function that fits into one segment comes back as it is. With a smaller segment its lines are trimmed: the body of "if" stands where "if" does.
#   DocumentByWordSplitter writes one blank for every line end and every run of blanks, also if the whole text fits.
# Expected: segments that are parts of the text.
# Why it matters: code, YAML, tables and poems of a data set are changed, and only in the longer documents.
. "$(dirname "$0")/lib/setup.sh"
maven dev.langchain4j:langchain4j:1.8.0 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Split.java" <<'JAVA'
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.document.splitter.DocumentByWordSplitter;
import dev.langchain4j.data.document.splitter.DocumentSplitters;

public class Split {
  public static void main(String[] args) {
    String code = "x = 1\nif x:\n    y = 2\n    z = 3\n\nprint(x)";
    show("recursive, 500", DocumentSplitters.recursive(500, 0), code);
    show("recursive, 20", DocumentSplitters.recursive(20, 0), code);
    show("words, 500", new DocumentByWordSplitter(500, 0), code);
  }

  static void show(String name, DocumentSplitter splitter, String text) {
    splitter.split(Document.from(text)).forEach(segment -> System.out.println(name + ": \"" + segment.text().replace("\n", "\\n") + "\""));
  }
}
JAVA
java_file Split
expect <<'SEEN'
recursive, 500: "x = 1\nif x:\n    y = 2\n    z = 3\n\nprint(x)"
recursive, 20: "x = 1\nif x:\ny = 2"
recursive, 20: "z = 3"
recursive, 20: "print(x)"
words, 500: "x = 1 if x: y = 2 z = 3 print(x)"
SEEN
