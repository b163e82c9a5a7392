package dev.vitrine.engine.model;

/**
 * One use of a level: z = f(sum of all states (+ E)).
 *
 * @param level          index of the level
 * @param name           of the call, after that of the level: "0.1" for the second of cycle 0
 * @param differentiated whether a gradient flows
 */
record Call(int level, String name, boolean differentiated) {
}
