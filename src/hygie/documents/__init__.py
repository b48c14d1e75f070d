"""What is owed: from a study to HTML, PDF and JSON. This room decides nothing and opens no socket."""
