/**
 * What views are drawn with: charts, rasters, strips of tokens, rows of bars, and the colours of both themes. A control is
 * given numbers and says what was pointed at. May use JavaFX only; knows no training and no engine.
 */
package dev.vitrine.ui.control;
