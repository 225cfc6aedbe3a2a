"""The first page: totals, pictures, and the tables with what lies behind them."""
