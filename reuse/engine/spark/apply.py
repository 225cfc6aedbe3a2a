"""One function on Arrow tables, applied to every group of rows."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
from pyspark.sql import DataFrame, GroupedData

Function = Callable[[pa.Table], pa.Table]


def applied(given: GroupedData, function: Function, schema: str) -> DataFrame:
    """The rows that `function` makes of each group, all of which it is given at once."""

    # NOTE: Spark reads the annotations to tell tables from batches; a partial has none.
    def apply(table: pa.Table) -> pa.Table:
        return function(table)

    return given.applyInArrow(apply, schema)
