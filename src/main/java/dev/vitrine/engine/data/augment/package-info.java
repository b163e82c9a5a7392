/** Texts varied anew in every epoch, in ways that are honest for language. Every draw is a function of (seed, epoch, line). */
@NullMarked
package dev.vitrine.engine.data.augment;

import org.jspecify.annotations.NullMarked;
