"""What is fetched from the network, and how: the one place of Hygie that opens a connection."""
