package dev.vitrine.ui.control;

/** A rectangle that a label takes up. */
record Box(double left, double top, double width, double height) {
    boolean touches(Box other) {
        return left < other.left + other.width && other.left < left + width
                && top < other.top + other.height && other.top < top + height;
    }

    boolean inside(Box outer) {
        return left >= outer.left && top >= outer.top && left + width <= outer.left + outer.width
                && top + height <= outer.top + outer.height;
    }
}
