/** What is minimised: losses with their gradients. May use {@code kernel} and {@code tensor}. */
package dev.vitrine.engine.loss;
