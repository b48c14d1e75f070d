"""The local advisory base: fetched or copied, kept as atomic snapshots; the only room that opens a socket."""
