#!/bin/sh
# JTokkit: getEncodingForModel("gpt-4.1") gives cl100k_base, the encoding of GPT-4; the model's own is o200k_base.
#
# Version: com.knuddels:jtokkit 1.1.0.
# Seen: names that are not known are matched by their beginning, so that gpt-4.1, gpt-4.1-mini and gpt-4.5-preview are taken for gpt-4. For other models that it does
#   not know, o1 and gpt-5, the result is empty, as it should be. One sentence is other tokens.
# Expected: an empty result, as for o1.
# Why it matters: counts of tokens, limits and costs are those of another model, without a word.
. "$(dirname "$0")/lib/setup.sh"
maven com.knuddels:jtokkit:1.1.0
cat > "$work/Names.java" <<'JAVA'
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

public class Names {
  public static void main(String[] args) {
    var registry = Encodings.newDefaultEncodingRegistry();
    for (String name : new String[] {"gpt-4", "gpt-4o", "gpt-4.1", "gpt-4.1-mini", "gpt-4.5-preview", "o1", "gpt-5"}) {
      System.out.println(name + " " + registry.getEncodingForModel(name).map(Encoding::getName).orElse("none"));
    }
    for (EncodingType type : new EncodingType[] {EncodingType.CL100K_BASE, EncodingType.O200K_BASE}) {
      System.out.println(type.getName() + " " + registry.getEncoding(type).encode("Die Antwort des Modells ist richtig."));
    }
  }
}
JAVA
java_file Names
expect <<'SEEN'
gpt-4 cl100k_base
gpt-4o o200k_base
gpt-4.1 cl100k_base
gpt-4.1-mini cl100k_base
gpt-4.5-preview cl100k_base
o1 none
gpt-5 none
cl100k_base [18674, 66854, 951, 5768, 6572, 6127, 66781, 13]
o200k_base [8796, 51333, 731, 7191, 9703, 2496, 37974, 13]
SEEN
