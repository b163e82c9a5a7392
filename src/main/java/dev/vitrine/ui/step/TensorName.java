package dev.vitrine.ui.step;

/**
 * A tensor in a list of choices.
 *
 * @param name  as it is published
 * @param label without its segment, with its shape
 */
record TensorName(String name, String label) {
    @Override
    public String toString() {
        return label;
    }
}
