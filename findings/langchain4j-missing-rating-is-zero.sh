#!/bin/sh
# LangChain4j: a judge's answer without a rating gives a record with the rating 0, and a 7.9 gives 7.
#
# Version: dev.langchain4j:langchain4j 1.19.0.
# Seen: a service of AiServices that returns a record with an int, over a model that gives fixed answers: {} and {"rating": null} are read as 0, 7.9 as 7.
#   Of two objects the first is read if the answer begins with it, and the last if a word stands before. A method that returns int raises an exception
#   for 7.9.
# Expected: an exception for what is missing, null or no integer, as for a field that the record does not have.
# Why it matters: 0 is a rating, or looks like one; a judge that gives none drags the mean down.
. "$(dirname "$0")/lib/setup.sh"
maven dev.langchain4j:langchain4j:1.19.0 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Judge.java" <<'JAVA'
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;

public class Judge {
  public record Verdict(int rating, boolean better) {}

  interface Service {
    Verdict judge(String answer);

    int rate(String answer);
  }

  static Service service(String answer) {
    return AiServices.create(Service.class, new ChatModel() {
      @Override
      public ChatResponse doChat(ChatRequest request) {
        return ChatResponse.builder().aiMessage(AiMessage.from(answer)).build();
      }
    });
  }

  public static void main(String[] args) {
    for (String answer : new String[] {"{}", "{\"rating\": null}", "{\"rating\": 7.9}", "{\"rating\": 7} or {\"rating\": 1}", "It is {\"rating\": 7} or {\"rating\": 1}", "{\"score\": 7}"}) {
      String read;
      try {
        read = service(answer).judge("an answer").toString();
      } catch (RuntimeException e) {
        read = e.getClass().getSimpleName();
      }
      System.out.println(answer + ": " + read);
    }
    try {
      System.out.println("int of 7.9: " + service("7.9").rate("an answer"));
    } catch (RuntimeException e) {
      System.out.println("int of 7.9: " + e.getClass().getSimpleName());
    }
  }
}
JAVA
java_file Judge
expect <<'SEEN'
{}: Verdict[rating=0, better=false]
{"rating": null}: Verdict[rating=0, better=false]
{"rating": 7.9}: Verdict[rating=7, better=false]
{"rating": 7} or {"rating": 1}: Verdict[rating=7, better=false]
It is {"rating": 7} or {"rating": 1}: Verdict[rating=1, better=false]
{"score": 7}: OutputParsingException
int of 7.9: OutputParsingException
SEEN
