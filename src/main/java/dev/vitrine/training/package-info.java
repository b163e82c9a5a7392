/**
 * Training that can be stepped, sought and watched: a cursor over pieces of work, keyframes, the history of every number,
 * and the one thread that owns it all. Others send commands and take snapshots. May use the engine; knows no analysis, no
 * window, no command line.
 */
package dev.vitrine.training;
