"""Questions asked of an AND/OR/k-of-n graph, whatever it stands for."""
