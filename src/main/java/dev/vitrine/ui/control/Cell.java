package dev.vitrine.ui.control;

/** One cell of a raster or of a table of values; both counted from 0. */
public record Cell(int row, int column) { }
