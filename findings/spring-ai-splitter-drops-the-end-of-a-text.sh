#!/bin/sh
# Spring AI: TokenTextSplitter leaves out the end of a text, "= 42.", and with it the answer; a document that says "Yes." is not there at all.
#
# Version: org.springframework.ai:spring-ai-commons 2.0.1.
# Seen: a piece of at most 5 characters is dropped, whether it is a document of its own or what remains after the last full piece. That is
#   minChunkLengthToEmbed, 5 unless told otherwise; nothing is reported.
# Expected: the pieces of a text hold the text; a remainder that is too short could go to the piece before it.
# Why it matters: what is cut off is the last word or number, which in a worked answer is the result.
. "$(dirname "$0")/lib/setup.sh"
maven org.springframework.ai:spring-ai-commons:2.0.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Pieces.java" <<'JAVA'
import java.util.List;
import org.springframework.ai.document.Document;
import org.springframework.ai.transformer.splitter.TokenTextSplitter;

public class Pieces {
  static List<String> split(TokenTextSplitter splitter, String text) {
    return splitter.apply(List.of(new Document(text))).stream().map(Document::getText).toList();
  }

  static String ends(List<String> pieces) {
    return pieces.size() + " pieces" + (pieces.isEmpty() ? "" : ", the last ends with \"" + pieces.get(pieces.size() - 1).replaceAll(".*(.{9})$", "$1") + "\"");
  }

  public static void main(String[] args) {
    TokenTextSplitter splitter = TokenTextSplitter.builder().build();
    String working = "so it is more ".repeat(200);
    System.out.println("a short answer: " + ends(split(splitter, "it is = 42.")));
    System.out.println("800 tokens before it: " + ends(split(splitter, working + "= 42.")));
    System.out.println("800 tokens before a longer end: " + ends(split(splitter, working + "and that is = 42.")));
    System.out.println("Yes.: " + ends(split(splitter, "Yes.")));
    System.out.println(split(TokenTextSplitter.builder().withChunkSize(10).build(), "if x:\n    return 1\nelse:\n    return 2\nprint(3.14)"));
  }
}
JAVA
java_file Pieces
expect <<'SEEN'
a short answer: 1 pieces, the last ends with " is = 42."
800 tokens before it: 1 pieces, the last ends with "t is more"
800 tokens before a longer end: 2 pieces, the last ends with " is = 42."
Yes.: 0 pieces
[if x:
    return 1
else:, return 2
print(3.14]
SEEN
