"""Families without a driver: passages of articles, joined by matches, as connected components.

The sides of matches that cover about the same words of an article are one passage of
it.  Passages that a match joins belong together; their components are found by
alternating large-star and small-star steps (Kiveris et al., "Connected Components in
MapReduce and Beyond", SoCC 2014), O(log**2 n) rounds for n passages, of two shuffles each; in
practice few more than the logarithm of the longest chain.  These families are coarser
than those of a report, which also weighs how sure a match is (`reuse.trace`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

import pyarrow as pa
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as sql

from reuse.engine.spark.apply import applied

Keep = Callable[[str, DataFrame], DataFrame]

_SIDES = pa.schema(
    [
        ("match", pa.int64()),
        ("node", pa.int64()),
        ("article", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
    ]
)
_SIDES_SQL = "match long, node long, article string, start long, end long"


def families(matches: DataFrame, *, share: float, keep: Keep) -> DataFrame:
    """The witnesses of every family: `family`, `article`, `start`, `end`.

    A family is named after its first witness.

    Args:
        matches: as in `aligning.MATCHES`.
        share: part of the longer of two sides that both must cover to be one passage.
        keep: stores rows under a name and gives them back.
    """
    numbered = keep("numbered", matches.withColumn("match", sql.monotonically_increasing_id()))
    both = _sides(numbered, "left").unionByName(_sides(numbered, "right"))
    cut = applied(both.groupBy("article"), partial(passages, share=share), _SIDES_SQL)
    sides = keep("sides", cut)
    edges = sides.groupBy("match").agg(sql.max("node").alias("u"), sql.min("node").alias("v"))
    roots = components(edges.select("u", "v").distinct(), keep=keep)
    nodes = sides.groupBy("node", "article").agg(
        sql.min("start").alias("start"), sql.max("end").alias("end")
    )
    members = nodes.join(roots.withColumnRenamed("u", "node"), "node", "left")
    root = sql.coalesce("v", "node")
    first = sql.min(sql.struct("article", "start")).over(Window.partitionBy(root))
    name = sql.concat(first["article"], sql.lit("#"), first["start"].cast("string"))
    return members.select(name.alias("family"), "article", "start", "end")


def _sides(matches: DataFrame, side: str) -> DataFrame:
    columns = (("article", "article"), ("start", "start"), ("end", "end"))
    renamed = [sql.col(f"{side}_{old}").alias(new) for old, new in columns]
    return matches.select("match", *renamed)


def components(edges: DataFrame, *, keep: Keep) -> DataFrame:
    """The least node of the component (`v`) of every other node (`u`) of the edges (`u` > `v`)."""
    known = None
    for round_number in range(_MOST_ROUNDS):
        edges = keep(f"round-{round_number}", _small_star(_large_star(edges)))
        state = edges.agg(sql.count("*"), sql.sum(sql.xxhash64("u", "v").cast("decimal(38,0)")))
        now = state.first()
        if now == known:
            break
        known = now
    return edges


_MOST_ROUNDS = 64


def _large_star(edges: DataFrame) -> DataFrame:
    """Every greater neighbour of a node linked to the least one around that node."""
    both = edges.unionByName(edges.select(sql.col("v").alias("u"), sql.col("u").alias("v")))
    least = sql.least(sql.min("v").over(Window.partitionBy("u")), sql.col("u"))
    linked = both.withColumn("least", least).where("v > u")
    return linked.select(sql.col("v").alias("u"), sql.col("least").alias("v")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Every node and its lesser neighbours linked to the least of these."""
    least = sql.min("v").over(Window.partitionBy("u"))
    known = edges.withColumn("least", least)
    rest = known.where("v <> least").select(sql.col("v").alias("u"), sql.col("least").alias("v"))
    own = known.select("u", sql.col("least").alias("v"))
    return own.unionByName(rest).distinct()


@dataclass(slots=True)
class _Passage:
    node: int
    start: int
    end: int


def passages(table: pa.Table, *, share: float) -> pa.Table:
    """The sides of matches in one article, each with the number of its passage."""
    sides = sorted(table.to_pylist(), key=lambda s: (s["start"], s["end"], s["match"]))
    nodes = list(_nodes(sides, share))
    columns = [[side[name] for side in sides] for name in ("match", "article", "start", "end")]
    columns.insert(1, nodes)
    arrays = [pa.array(c, f.type) for c, f in zip(columns, _SIDES, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_SIDES)


def _nodes(sides: list[dict[str, int]], share: float) -> Iterator[int]:
    """Invariant: `recent` holds the passages whose first side may still overlap the next."""
    recent: list[_Passage] = []
    for side in sides:
        start, end = side["start"], side["end"]
        recent = [p for p in recent if p.end > start]
        for passage in recent:
            shared = min(end, passage.end) - start
            if shared >= share * max(end - start, passage.end - passage.start):
                break
        else:
            passage = _Passage(_number(str(side["article"]), start, end), start, end)
            recent.append(passage)
        yield passage.node


def _number(article: str, start: int, end: int) -> int:
    """A number of 63 bits; two of n passages share it with a chance of n**2 / 2**64."""
    name = f"{article}\0{start}\0{end}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "big") >> 1
