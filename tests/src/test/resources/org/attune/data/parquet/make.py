"""Writes the files of this folder; made with Python 3.11, pyarrow 26.0.1 and datasets 5.2.0."""
import decimal
import sys

import datasets
import pyarrow as pa
import pyarrow.parquet as pq

out = sys.argv[1]


def said(question, answer):
    return [{"content": question, "role": "user"}, {"content": answer, "role": "assistant"}]


rows = []
for i in range(7):
    question = f"What is {i} and {i}? naïve ☕"
    rows.append(
        {
            "prompt": question,
            "prompt_id": f"{i:04x}",
            "chosen": said(question, f"It is {2 * i}."),
            "rejected": said(question, f"No idea {i}."),
            "messages": said(question, f"It is {2 * i}."),
            "score_chosen": 8.0 + i / 4,
            "score_rejected": 3.5,
        }
    )
# The shape of binarised UltraFeedback, as the library writes it.
datasets.Dataset.from_list(rows).to_parquet(f"{out}/hub.parquet")
table = pa.Table.from_pylist([{k: row[k] for k in ("chosen", "rejected")} for row in rows])
# Several row groups, both versions of data pages, every codec, with and without dictionaries.
for name, options in {
    "snappy-1": {"compression": "snappy", "data_page_version": "1.0"},
    "zstd-2": {"compression": "zstd", "data_page_version": "2.0"},
    "gzip-1": {"compression": "gzip", "data_page_version": "1.0"},
    "lz4-2": {"compression": "lz4", "data_page_version": "2.0", "use_dictionary": False},
    "none-1": {"compression": "none", "data_page_version": "1.0"},
    "brotli-1": {"compression": "brotli", "data_page_version": "1.0"},
}.items():
    pq.write_table(table, f"{out}/{name}.parquet", row_group_size=3, write_statistics=False, **options)
nested = pa.schema(
    [
        ("prompt", pa.large_string()),
        ("responses", pa.list_(pa.string())),
        ("scores", pa.list_(pa.float64())),
        ("about", pa.struct([("source", pa.struct([("pages", pa.list_(pa.int32()))]))])),
        ("picture", pa.binary()),
        ("seen", pa.timestamp("ms")),
        ("tags", pa.map_(pa.string(), pa.bool_())),
    ]
)
two = [
    {
        "prompt": "a",
        "responses": ["x", "y"],
        "scores": [1.5, 2.0],
        "about": {"source": {"pages": [1, None]}},
        "picture": b"\xff\xd8",
        "seen": 0,
        "tags": [("old", True)],
    },
    {"prompt": "b", "responses": ["z", "w"], "scores": [0.5, 0.25], "about": {"source": None}},
]
pq.write_table(pa.Table.from_pylist(two, schema=nested), f"{out}/nested.parquet")
scores = pa.table({"prompt": ["a", "b"], "response": ["x", "y"], "score": [1.0, float("nan")]})
pq.write_table(scores, f"{out}/missing.parquet")
numbers = {
    "u8": pa.array([200], pa.uint8()),
    "u32": pa.array([3_000_000_000], pa.uint32()),
    "u64": pa.array([2**64 - 1], pa.uint64()),
    "i32": pa.array([-5], pa.int32()),
    "half": pa.array([1.5], pa.float16()),
    "price": pa.array([decimal.Decimal("-7.25")], pa.decimal128(30, 2)),
    "small": pa.array([decimal.Decimal("1.50")], pa.decimal128(5, 2)),
    "id": pa.array([b"0123456789abcdef"], pa.uuid()),
    "raw": pa.array([b"abc"], pa.binary(3)),
}
pq.write_table(pa.table(numbers), f"{out}/numbers.parquet")
with pa.CompressedOutputStream(f"{out}/prompts.jsonl.zst", "zstd") as stream:
    stream.write("".join(f'{{"prompt": "Number {i} ☕"}}\n' for i in range(3)).encode())
