#!/bin/sh
# Tablesaw's JSON: the answer "2020-01-01" is read as a date and written back as [2020,1,1]; "007" comes back as 7, and "NA" as "".
#
# Version: tech.tablesaw:tablesaw-json 0.44.4, tablesaw-core 0.44.4.
# Seen: quotation marks have no meaning: the kind of each column is guessed from its texts, as in a CSV file, although JSON says which values are texts.
# Expected: the file that was read.
# Why it matters: answers, ids and labels change between two steps of one program as soon as all texts of a column look alike.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-json:0.44.4 tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Texts.java" <<'JAVA'
import tech.tablesaw.api.Table;
import tech.tablesaw.io.json.JsonReadOptions;

public class Texts {
  public static void main(String[] args) {
    for (String json : new String[] {"[{\"answer\":\"2020-01-01\"},{\"answer\":\"2020-12-31\"}]", "[{\"answer\":\"007\"},{\"answer\":\"010\"}]",
        "[{\"answer\":\"true\"},{\"answer\":\"no\"}]", "[{\"answer\":\"yes\"},{\"answer\":\"NA\"}]", "[{\"answer\":\"yes\"},{\"answer\":\"007\"}]"}) {
      Table table = Table.read().usingOptions(JsonReadOptions.builderFromString(json));
      System.out.println(json + " " + table.column(0).type() + " " + table.write().toString("json"));
    }
  }
}
JAVA
java_file Texts
expect <<'SEEN'
[{"answer":"2020-01-01"},{"answer":"2020-12-31"}] LOCAL_DATE [{"answer":[2020,1,1]},{"answer":[2020,12,31]}]
[{"answer":"007"},{"answer":"010"}] INTEGER [{"answer":7},{"answer":10}]
[{"answer":"true"},{"answer":"no"}] STRING [{"answer":"true"},{"answer":"no"}]
[{"answer":"yes"},{"answer":"NA"}] STRING [{"answer":"yes"},{"answer":""}]
[{"answer":"yes"},{"answer":"007"}] STRING [{"answer":"yes"},{"answer":"007"}]
SEEN
