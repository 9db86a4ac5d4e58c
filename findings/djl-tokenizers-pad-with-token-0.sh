#!/bin/sh
# DJL's Hugging Face tokenizers pad a batch with token 0, unasked, whatever the folder names as its padding token.
#
# Version: ai.djl.huggingface:tokenizers 0.35.1, Java 17.
# Seen: tokenizer.json says "padding": null and tokenizer_config.json names "[pad]", number 3. A batch of one and three words comes back as
#   1 0 0 and 1 1 1; 0 is the unknown token here, and the encoding calls it "[PAD]", which the vocabulary does not have.
# Expected: no padding, as the Python library of the same name gives for the file, or the padding token of the folder.
# Why it matters: whatever finds the end of an answer by its padding token (reward models, masks of losses) finds no padding, and reads one
#   answer to the end of the longest.
. "$(dirname "$0")/lib/setup.sh"
maven ai.djl.huggingface:tokenizers:0.35.1 org.slf4j:slf4j-nop:2.0.17
mkdir "$work/model"
cat > "$work/model/tokenizer.json" <<'JSON'
{"version": "1.0", "truncation": null, "padding": null, "normalizer": null, "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null,
 "decoder": null, "model": {"type": "WordLevel", "vocab": {"[unk]": 0, "word": 1, "[pad]": 3}, "unk_token": "[unk]"}, "added_tokens":
 [{"id": 3, "content": "[pad]", "special": true, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false}]}
JSON
echo '{"pad_token": "[pad]", "tokenizer_class": "PreTrainedTokenizerFast"}' > "$work/model/tokenizer_config.json"
cat > "$work/Pad.java" <<'JAVA'
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Path;
import java.util.*;

public class Pad {
  public static void main(String[] args) throws Exception {
    for (Map<String, String> options : List.of(Map.<String, String>of(), Map.of("padding", "false"))) {
      try (var tokenizer = HuggingFaceTokenizer.newInstance(Path.of(args[0]), options)) {
        for (var encoding : tokenizer.batchEncode(List.of("word", "word word word"))) {
          System.out.println(options + " " + Arrays.toString(encoding.getIds()) + " " + Arrays.toString(encoding.getTokens()));
        }
      }
    }
  }
}
JAVA
java_file Pad "$work/model"
expect <<'SEEN'
{} [1, 0, 0] [word, [PAD], [PAD]]
{} [1, 1, 1] [word, word, word]
{padding=false} [1] [word]
{padding=false} [1, 1, 1] [word, word, word]
SEEN
