/**
 * The inner loops behind one interface, {@link dev.vitrine.engine.kernel.Kernels}: the plain reference on EJML and the
 * fast backend on vectors, chosen by name in {@link dev.vitrine.engine.kernel.Backends}. Uses nothing else of Vitrine
 * but {@link dev.vitrine.engine.Registry}.
 */
@NullMarked
package dev.vitrine.engine.kernel;

import org.jspecify.annotations.NullMarked;
