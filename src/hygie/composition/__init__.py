"""The composition language and its engine: how an attack spreads through a system of systems."""
