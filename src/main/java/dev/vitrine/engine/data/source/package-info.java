/**
 * Texts from files, one after the other in bounded memory: lines, JSON, CSV, folders, packed or not, each with its place,
 * and each that cannot be used with the reason. May use the engine's root package, {@code text}, the chat templates and Jackson.
 */
package dev.vitrine.engine.data.source;
