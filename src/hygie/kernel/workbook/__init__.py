"""Workbooks that anybody may have sent: opened within bounds, nothing in them run or computed."""
