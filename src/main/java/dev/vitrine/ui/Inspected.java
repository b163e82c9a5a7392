package dev.vitrine.ui;

import java.util.List;

/**
 * What the inspector says about the thing that is pointed at.
 *
 * @param title    such as "attention of layer 1, head 2"
 * @param address  run, step, phase, tensor and index in one line
 * @param value    in full precision, or empty
 * @param formula  how it is computed, in words of the field
 * @param terms    the formula again with the live operands, a line each
 * @param summary  lines such as "min, mean, max, norm" of the tensor
 * @param explain  what one is seeing
 */
public record Inspected(String title, String address, String value, String formula, List<String> terms, List<String> summary,
                        String explain) {
    public Inspected {
        terms = List.copyOf(terms);
        summary = List.copyOf(summary);
    }
}
