#!/bin/sh
# Jackson jr: a rating of 7.9 is read as 7, of "seven" as 0, and an answer "yes" to a boolean as false, without an exception.
#
# Version: com.fasterxml.jackson.jr:jackson-jr-objects 2.21.2.
# Seen: JSON.std.beanFrom into a record with an int, a boolean and a String. Decimals are cut, a text that is no number is 0, true is 1, a text that is not
#   "true" is false, and an object where a text is expected is null. A number where a boolean is expected is an exception.
# Expected: an exception for each of them, as for a number that is too large for int. Jackson's ObjectMapper raises one for "seven", "yes" and the object.
# Why it matters: judges answer with words where a number was asked for; their ratings come back as the lowest one, not as missing.
. "$(dirname "$0")/lib/setup.sh"
maven com.fasterxml.jackson.jr:jackson-jr-objects:2.21.2
cat > "$work/Rating.java" <<'JAVA'
import com.fasterxml.jackson.jr.ob.JSON;

public class Rating {
  public record Verdict(int rating, boolean better, String reason) {}

  public static void main(String[] args) {
    for (String json : new String[] {"{'rating': 7.9}", "{'rating': '7.9'}", "{'rating': 'seven'}", "{'rating': '8/10'}", "{'rating': true}",
        "{'better': 'yes'}", "{'better': 1}", "{'reason': {'text': 'short'}}", "{'rating': 3000000000}"}) {
      String read;
      try {
        read = JSON.std.beanFrom(Verdict.class, json.replace('\'', '"')).toString();
      } catch (Exception e) {
        read = "exception";
      }
      System.out.println(json + ": " + read);
    }
  }
}
JAVA
java_file Rating
expect <<'SEEN'
{'rating': 7.9}: Verdict[rating=7, better=false, reason=null]
{'rating': '7.9'}: Verdict[rating=7, better=false, reason=null]
{'rating': 'seven'}: Verdict[rating=0, better=false, reason=null]
{'rating': '8/10'}: Verdict[rating=0, better=false, reason=null]
{'rating': true}: Verdict[rating=1, better=false, reason=null]
{'better': 'yes'}: Verdict[rating=0, better=false, reason=null]
{'better': 1}: exception
{'reason': {'text': 'short'}}: Verdict[rating=0, better=false, reason=null]
{'rating': 3000000000}: exception
SEEN
