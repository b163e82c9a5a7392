/** The Step Lens: one training step, piece by piece, with the numbers that each piece works on. */
package dev.vitrine.ui.step;
