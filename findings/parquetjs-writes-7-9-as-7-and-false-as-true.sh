#!/bin/sh
# parquetjs (npm): a rating of 7.9 is written as 7 and the text "false" as true, without an error, and an empty list of messages is not there when it is read.
#
# Version: parquetjs 0.11.2, Node.js 20.
# Seen: a column of INT32 or INT64 takes 7.9, cuts it to 7, and takes "12" for 12; it refuses NaN and numbers out of its range. A column of BOOLEAN takes every
#   text that is not empty for true. A list without elements is left out of the object that the reader returns.
# Expected: an error, as for other values that do not fit the column, and an empty list where one was written.
# Why it matters: the mean of ratings falls by half a point on its way into the file, verdicts that are texts are all true, and a conversation without messages
#   cannot be told from one that was never asked for.
. "$(dirname "$0")/lib/setup.sh"
node_packages parquetjs@0.11.2
node_code <<'JS'
const { ParquetReader, ParquetSchema, ParquetWriter } = require("parquetjs");
async function show(name, schema, rows) {
  try {
    const writer = await ParquetWriter.openFile(new ParquetSchema(schema), "rows.parquet");
    for (const row of rows) {
      await writer.appendRow(row);
    }
    await writer.close();
    const reader = await ParquetReader.openFile("rows.parquet");
    const cursor = reader.getCursor();
    const read = [];
    for (let row; (row = await cursor.next()); ) {
      read.push(JSON.stringify(row));
    }
    console.log(`${name}: ${rows.map((row) => JSON.stringify(row)).join(" ")} read ${read.join(" ")}`);
  } catch (error) {
    console.log(`${name}: ${error}`);
  }
}
(async () => {
  await show("INT32", { rating: { type: "INT32" } }, [{ rating: 7.9 }, { rating: -7.9 }, { rating: "12" }]);
  await show("INT32", { rating: { type: "INT32" } }, [{ rating: NaN }]);
  await show("BOOLEAN", { good: { type: "BOOLEAN" } }, [{ good: false }, { good: "false" }, { good: "no" }]);
  await show("list", { messages: { repeated: true, fields: { content: { type: "UTF8" } } } }, [{ messages: [{ content: "why" }] }, { messages: [] }]);
})();
JS
expect <<'SEEN'
INT32: {"rating":7.9} {"rating":-7.9} {"rating":"12"} read {"rating":7} {"rating":-7} {"rating":12}
INT32: invalid value for INT32: NaN
BOOLEAN: {"good":false} {"good":"false"} {"good":"no"} read {"good":false} {"good":true} {"good":true}
list: {"messages":[{"content":"why"}]} {"messages":[]} read {"messages":[{"content":"why"}]} {}
SEEN
