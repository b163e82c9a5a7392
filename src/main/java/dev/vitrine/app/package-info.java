/**
 * Where the program starts: reads the first argument and builds the objects that the window, the commands and the server
 * share. It may use every other package; none uses it.
 */
package dev.vitrine.app;
