import com.hubspot.jinjava.*;
import java.util.*;

public class Render {
  public static void main(String[] args) {
    var jinjava = new Jinjava(JinjavaConfig.newBuilder().withNestedInterpretationEnabled(false).build());
    var messages = List.of(Map.of("role", "user"), Map.of("role", "assistant"));
    for (String template : args) {
      var result = jinjava.renderForResult(template, Map.of("messages", messages));
      System.out.println("[" + result.getOutput() + "] errors " + result.getErrors().size());
    }
  }
}
