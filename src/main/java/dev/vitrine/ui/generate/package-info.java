/** The model writes: a text token by token, and how each token was chosen. */
package dev.vitrine.ui.generate;
