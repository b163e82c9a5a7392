/**
 * What every part of the engine shares: named choices, stateless random numbers, records as JSON, input files and what is
 * wrong with them. May use Jackson; its packages may use it. The engine computes: it has no threads, no window, no log.
 */
@NullMarked
package dev.vitrine.engine;

import org.jspecify.annotations.NullMarked;
