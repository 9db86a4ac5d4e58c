#!/bin/sh
# DJL's Hugging Face tokenizers cut every text to 512 tokens, although the tokenizer's file says "truncation": null.
#
# Version: ai.djl.huggingface:tokenizers 0.35.1, Java 17.
# Seen: a text of 600 words comes back as 512 ids, and no exception is thrown; the option maxLength=1000 changes nothing; with
#   truncation=false all 600 are there. encode() does say so, but only in Encoding.exceedMaxLength().
#   The file's model_max_length in tokenizer_config.json is read by neither way in this test (8 there still gives 512).
# Expected: the Python library of the same name gives 600 ids for this file.
# Why it matters: the end of a long training text, which often is the answer, is gone without a word.
. "$(dirname "$0")/lib/setup.sh"
maven ai.djl.huggingface:tokenizers:0.35.1 org.slf4j:slf4j-nop:2.0.17
mkdir "$work/model"
cat > "$work/model/tokenizer.json" <<'JSON'
{"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
 "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null, "decoder": null,
 "model": {"type": "WordLevel", "vocab": {"[unk]": 0, "word": 1}, "unk_token": "[unk]"}}
JSON
echo '{"model_max_length": 8, "tokenizer_class": "PreTrainedTokenizerFast"}' > "$work/model/tokenizer_config.json"
cat > "$work/Cut.java" <<'JAVA'
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Path;
import java.util.Map;

public class Cut {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    print("file, no option", HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json")));
    print("folder, no option", HuggingFaceTokenizer.newInstance(folder));
    print("maxLength=1000", HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json"), Map.of("maxLength", "1000")));
    print("truncation=false", HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json"), Map.of("truncation", "false")));
  }

  static void print(String name, HuggingFaceTokenizer tokenizer) {
    try (tokenizer) {
      var encoding = tokenizer.encode("word ".repeat(600));
      System.out.println(name + ": " + encoding.getIds().length + " of 600, exceedMaxLength " + encoding.exceedMaxLength());
    }
  }
}
JAVA
java_file Cut "$work/model"
expect <<'SEEN'
file, no option: 512 of 600, exceedMaxLength true
folder, no option: 512 of 600, exceedMaxLength true
maxLength=1000: 512 of 600, exceedMaxLength true
truncation=false: 600 of 600, exceedMaxLength false
SEEN
