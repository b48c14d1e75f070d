"""Drawings (SVG): maps and charts, each with what it says in words. Every text set in one is escaped."""
