/** What is minimised: losses with their gradients. May use {@code kernel} and {@code tensor}. */
@NullMarked
package dev.vitrine.engine.loss;

import org.jspecify.annotations.NullMarked;
