#!/bin/sh
# OpenNLP: WordpieceTokenizer splits a word that ends in an unknown piece into its known beginning and [UNK]; BERT's tokenizer gives [UNK] alone.
#
# Version: org.apache.opennlp:opennlp-tools 2.5.4, tokenizers 0.23.3, Python 3.11.
# Seen: with the vocabulary un, ##want, ##ed, the word "unwantedX" is un ##want ##ed [UNK] in OpenNLP, and [UNK] in Hugging Face tokenizers, whose
#   WordPiece model is BERT's. "unwanted" is the same in both.
# Expected: the same tokens; OpenNLP feeds them to BERT models in the ONNX format.
# Why it matters: a classifier or reward model gets other tokens than it was trained on, and more of them, at every word with an unknown character.
. "$(dirname "$0")/lib/setup.sh"
pypi tokenizers==0.23.3
python_code <<'PY'
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer
vocabulary = ["[CLS]", "[SEP]", "[UNK]", "un", "##want", "##ed", "the"]
tokenizer = Tokenizer(WordPiece({token: i for i, token in enumerate(vocabulary)}, unk_token="[UNK]"))
tokenizer.pre_tokenizer = BertPreTokenizer()
for text in ("unwanted", "unwantedX", "unX the"):
    print(text, "tokenizers:", *tokenizer.encode(text).tokens)
PY
mv "$work/seen" "$work/first"
maven org.apache.opennlp:opennlp-tools:2.5.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Pieces.java" <<'JAVA'
import java.util.Set;
import opennlp.tools.tokenize.WordpieceTokenizer;

public class Pieces {
  public static void main(String[] args) {
    var tokenizer = new WordpieceTokenizer(Set.of("[CLS]", "[SEP]", "[UNK]", "un", "##want", "##ed", "the"));
    for (String text : new String[] {"unwanted", "unwantedX", "unX the"}) {
      System.out.println(text + " OpenNLP: " + String.join(" ", tokenizer.tokenize(text)));
    }
  }
}
JAVA
java_file Pieces
cat "$work/first" "$work/seen" > "$work/both"
mv "$work/both" "$work/seen"
expect <<'SEEN'
unwanted tokenizers: un ##want ##ed
unwantedX tokenizers: [UNK]
unX the tokenizers: [UNK] the
unwanted OpenNLP: [CLS] un ##want ##ed [SEP]
unwantedX OpenNLP: [CLS] un ##want ##ed [UNK] [SEP]
unX the OpenNLP: [CLS] un [UNK] the [SEP]
SEEN
