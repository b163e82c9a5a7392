package dev.vitrine.ui.control;

/**
 * A level to compare with, drawn dashed across the chart: ln V, "pure guessing".
 *
 * @param label may be empty
 */
public record Reference(double y, String label) {
}
