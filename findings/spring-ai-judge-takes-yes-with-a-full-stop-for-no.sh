#!/bin/sh
# Spring AI: its judges take "Yes." and "YES" with a line end for a no, and the score of FactCheckingEvaluator is 0 for every claim.
#
# Version: org.springframework.ai:spring-ai-client-chat 1.1.2.
# Seen: RelevancyEvaluator and FactCheckingEvaluator compare the whole reply with "yes". "Yes.", " yes", "YES" and a line end, and "**YES**" do not pass,
#   like "NO", and nothing says that the reply was not understood. For "yes" FactCheckingEvaluator passes with a score of 0.0; RelevancyEvaluator with 1.0.
# Expected: the reply's first word, or an error for what is neither yes nor no; a score that agrees with isPass().
# Why it matters: the pass rate measures how the judge punctuates; a mean of the scores of the fact check is 0 whatever it found.
. "$(dirname "$0")/lib/setup.sh"
maven org.springframework.ai:spring-ai-client-chat:1.1.2 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Judges.java" <<'JAVA'
import java.util.List;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.evaluation.FactCheckingEvaluator;
import org.springframework.ai.chat.evaluation.RelevancyEvaluator;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.Document;
import org.springframework.ai.evaluation.EvaluationRequest;
import org.springframework.ai.evaluation.Evaluator;

public class Judges {
  static ChatClient.Builder replying(String reply) {
    return ChatClient.builder(new ChatModel() {
      @Override
      public ChatResponse call(Prompt prompt) {
        return new ChatResponse(List.of(new Generation(new AssistantMessage(reply))));
      }

      @Override
      public ChatOptions getDefaultOptions() {
        return ChatOptions.builder().build();
      }
    });
  }

  public static void main(String[] args) {
    var request = new EvaluationRequest("Is water wet?", List.of(new Document("Water is wet.")), "It is.");
    for (String reply : new String[] {"YES", "yes", "Yes.", " yes", "YES\n", "**YES**", "NO"}) {
      Evaluator relevancy = RelevancyEvaluator.builder().chatClientBuilder(replying(reply)).build();
      Evaluator facts = FactCheckingEvaluator.builder(replying(reply)).build();
      System.out.print("\"" + reply.replace("\n", "\\n") + "\"");
      for (Evaluator judge : List.of(relevancy, facts)) {
        var evaluation = judge.evaluate(request);
        System.out.print((judge == relevancy ? ": relevancy " : ", facts ") + (evaluation.isPass() ? "pass " : "fail ") + evaluation.getScore());
      }
      System.out.println();
    }
  }
}
JAVA
java_file Judges
expect <<'SEEN'
"YES": relevancy pass 1.0, facts pass 0.0
"yes": relevancy pass 1.0, facts pass 0.0
"Yes.": relevancy fail 0.0, facts fail 0.0
" yes": relevancy fail 0.0, facts fail 0.0
"YES\n": relevancy fail 0.0, facts fail 0.0
"**YES**": relevancy fail 0.0, facts fail 0.0
"NO": relevancy fail 0.0, facts fail 0.0
SEEN
