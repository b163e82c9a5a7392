/**
 * Text as a model gets it, in pages: how a tokenizer cuts it, what the data hold, and how good a model is on them. A page is its
 * view model, its controller, its FXML and a line in {@link dev.vitrine.ui.tokens.Pages}.
 */
package dev.vitrine.ui.tokens;
