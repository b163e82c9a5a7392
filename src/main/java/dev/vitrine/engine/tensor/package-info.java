/**
 * Numbers with named axes: parameters in a fixed order, their gradients, and the visitor that is shown what a pass holds.
 * May use the engine's root package and EJML's matrix type.
 */
@NullMarked
package dev.vitrine.engine.tensor;

import org.jspecify.annotations.NullMarked;
