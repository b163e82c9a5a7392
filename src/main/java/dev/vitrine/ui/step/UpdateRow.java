package dev.vitrine.ui.step;

/**
 * A line of the update table.
 *
 * @param symbol  such as m̂
 * @param value   as it is written
 * @param formula how it comes about, with the live operands
 */
record UpdateRow(String symbol, String value, String formula) {
}
