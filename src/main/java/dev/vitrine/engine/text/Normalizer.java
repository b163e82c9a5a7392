package dev.vitrine.engine.text;

/** Changes a text before it is cut, such as to lower case. */
@FunctionalInterface
interface Normalizer {
    String normalize(String text);

    /** The other after this one. */
    default Normalizer then(Normalizer other) {
        return text -> other.normalize(normalize(text));
    }
}
