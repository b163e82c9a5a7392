/**
 * The commands, one a class. A command's class holds its options in plain types; the work is in a class beside it, so that
 * {@code --help} loads neither the engine nor Jackson. May use {@code training} and {@code engine}; knows no window.
 */
package dev.vitrine.cli;
