package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.TextSoFar;

/**
 * Where in a text the next token is looked at.
 *
 * @param text so far
 * @param tree whose weights are asked; null for those of the viewed state
 */
record Place(TextSoFar text, TextTree tree) {
}
