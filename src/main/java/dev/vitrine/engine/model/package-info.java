/**
 * Token ids to logits: the Transformer and the HRM, each cut into the segments that training steps over and the diagram
 * draws. May use {@code layer}, {@code loss}, {@code tensor} and the engine's root package. Knows no text and no training.
 */
@NullMarked
package dev.vitrine.engine.model;

import org.jspecify.annotations.NullMarked;
